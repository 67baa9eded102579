export const share = async (title, url) => {
  try {
    await navigator.share({ title, url });
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
};

const encode = encodeURIComponent;
export const facebook = (url) => "https://www.facebook.com/sharer/sharer.php?u=" + encode(url);
// `{"url":"…"}` in Base64, as Zalo's own button writes it.
export const zalo = (url) => "https://button-share.zalo.me/share_external?d=" + encode(btoa(JSON.stringify({ url })));
export const mail = (title, url) => `mailto:?subject=${encode(title)}&body=${encode(url)}`;

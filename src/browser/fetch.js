// One request for a feed: fetch.rs says what is wanted of it.

// The chunks are decoded as they come; a byte order mark goes (the Encoding Standard's decoder).
const read = async ({ body }, limit) => {
  const reader = body?.getReader(), decoder = new TextDecoder();
  let text = "", part;
  while ((part = await reader?.read())?.value) {
    limit -= part.value.length;
    if (limit < 0) return;
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
};

const words = (thrown) => {
  const said = thrown?.message ?? thrown;
  return typeof said === "string" ? said : "";
};

const parse = (text, address) => {
  try {
    return { json: JSON.parse(text), text, address };
  } catch (error) {
    return { failure: "json", cause: words(error) };
  }
};

/**
 * A request for `address`, or the one that the loader has started `early`: `{response, abort}`. `outcome` is never refused: it is
 * `{json, text, address}`, or `{failure, cause, status}`.
 */
export const request = (address, early, seconds, limit) => {
  const abort = early?.abort ?? new AbortController(), { signal } = abort;
  const load = async () => {
    // What the HTTP cache has may be hours old, and there without a network: the server is asked, and may say 304.
    const response = await (early?.response ?? fetch(address, { cache: "no-cache", signal }));
    if (!response.ok) return { failure: "http", status: response.status };
    const text = await read(response, limit);
    // A redirect moves the feed, and what is relative in it.
    return text === undefined ? { failure: "size" } : parse(text, response.url || address);
  };
  const stop = () => abort.abort();
  let failure = "network";
  const timer = setTimeout(() => {
    failure = "time";
    stop();
  }, seconds * 1000);
  const stopped = new Promise((_, fail) => (signal.onabort = () => fail(signal.reason)));
  const flight = { stop, over: false };
  flight.outcome = Promise.race([load(), stopped])
    .catch((thrown) => ({ failure, cause: words(thrown) }))
    .then((outcome) => {
      clearTimeout(timer);
      flight.over = true;
      stop(); // of what was refused, no more comes
      return outcome;
    });
  return flight;
};

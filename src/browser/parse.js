// An inert document out of HTML: parse.rs says why so.

// What parseHTML must not see, and what it is shown instead.
const DISGUISES = [
  [/(<\/?)iframe/gi, "$1noembed"],
  [/(<\/?)noscript/gi, "$1no-script"],
  [/(<\/?)object/gi, "$1applet"],
  [/<embed/gi, "<keygen"],
  [/([\s"'/]o)(?=n[a-z])/gi, "$1\ufdd0"],
];
const DISGUISED = { noembed: "iframe", "no-script": "noscript", applet: "object" };

let policy; // made at the first use; null where the page allows none
const makePolicy = () => {
  policy = null;
  const rules = { createHTML: (html) => html };
  policy = globalThis.trustedTypes ? trustedTypes.createPolicy("tin-reader", rules) : rules;
};

/** Undefined or null where the page allows no policy. */
export const byDomParser = (html) => {
  try {
    if (policy === undefined) makePolicy();
    return policy && new DOMParser().parseFromString(policy.createHTML(html), "text/html");
  } catch {}
};

/** Undefined where the browser has no such method. An empty configuration leaves out only what could run. */
export const byParseHtml = (html) => {
  for (const [pattern, disguise] of DISGUISES) html = html.replace(pattern, disguise);
  try {
    return Document.parseHTML(html, { sanitizer: {} });
  } catch {}
};

/** A text or an attribute's value of a document by parseHTML, as the feed wrote it. */
export const undisguised = (text) =>
  text
    .replace(/\ufdd0/g, "")
    .replace(/(<\/?)(noembed|no-script|applet)|<keygen/g, (_, open, name) => (name ? open + DISGUISED[name] : "<embed"));

// What goes to the host page: emit.rs says what each is.

export const dispatch = (host, kind, detail, cancelable) =>
  host.dispatchEvent(new CustomEvent(kind, { bubbles: true, composed: true, cancelable, detail }));

export const article = (id, url = null, title) => ({ id, url, title });

export const category = (id, title) => ({ id, title });

export const failure = (code, message, cause = null) => ({ code, message, cause });

export const thrown = (code, message) => Object.assign(new Error(message), { code });

export const aborted = () => new DOMException("", "AbortError");

export const listed = (id, headline, summary = null, category = null, url = null, time = null, language = null) => [
  id, headline, summary, category, url, time, language,
];

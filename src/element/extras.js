// What comes when there is something to read: the reading tools, and microdata, where the tag wants them. Without them the reader
// is whole. The build puts this into the engine's glue (tools/finish.mjs).

// Where data is to be saved, the tools wait for a press on this.
const TOOLS_WORD = { vi: "Công cụ đọc", en: "Reading tools", zh: "阅读工具" };

// Safari has no requestIdleCallback, but the page may have an element of that name. A page that is never idle, or a frame that the
// browser holds back, gets its tools too.
const idle = (then) =>
  typeof requestIdleCallback === "function" ? requestIdleCallback(then, { timeout: 3000 }) : setTimeout(then, 200);

/**
 * Follows a reader until `signal`. `loadTools` and `loadMetadata` are the loader's (public/embed.js), `handle` the engine's of this
 * reader, `store` the page's, `word(words)` is the one in the reader's language.
 */
export const extras = (host, root, handle, store, { loadTools, loadMetadata, word, signal }) => {
  let tools;
  const warn = (what, cause) => console.warn(`tin-reader: no ${what}:`, cause);
  const show = (...nodes) => root.querySelector(".toolbar")?.replaceChildren(...nodes);

  const end = (cause) => {
    loadTools.users.delete(end);
    tools?.end();
    tools?.free();
    tools = undefined;
    if (signal.aborted) return;
    show();
    warn("reading tools any more", cause);
  };

  const offer = async (asked) => {
    if (signal.aborted || tools || /(^|\s)none(\s|$)/i.test(host.getAttribute("tools"))) return;
    if (!asked && store.saving) {
      const button = Document.prototype.createElement.call(document, "button");
      button.textContent = word(TOOLS_WORD);
      button.onclick = () => offer(true);
      return show(button);
    }
    try {
      const module = await loadTools();
      // The readers of a page have waited together: each takes a turn of its own.
      await new Promise((go) => setTimeout(go));
      if (signal.aborted || tools) return;
      loadTools.users.add(end);
      module.dress(root);
      tools = module.tools(host, root, handle, module.shelf(store));
    } catch (cause) {
      warn("reading tools", cause);
    }
  };

  // What is on screen, for machines.
  const describe = () => {
    if (/^\s*on\s*$/i.test(host.microdata))
      loadMetadata()
        .then(({ follow }) => follow(host, signal))
        .catch((cause) => warn("microdata", cause));
  };

  signal.addEventListener("abort", end, { once: true });
  for (const shown of ["tin-load", "tin-list"])
    host.addEventListener(shown, () => idle(() => (offer(), describe())), { once: true, signal });
  // Without a network the tools cost no data, and they have the pictures that are kept.
  host.addEventListener("tin-error", () => host.state === "offline" && offer(true), { signal });

  /** The tag's attributes have changed. */
  return () => {
    if (tools) tools.changed();
    else if (/ready|stale|offline/.test(host.state)) offer();
    if (host.current) describe();
  };
};

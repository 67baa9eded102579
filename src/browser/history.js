// The page's address and history: history.rs says what for. Each may throw where the page is a sandboxed frame.

const PREFIX = "#tin=";
/** Our members of `history.state`, beside whatever the page keeps there: which entry this is; that it only covers the one before. */
const ENTRY = "tinEntry", COVER = "tinCover";

const attempt = (action) => {
  try {
    return action();
  } catch {}
};
const state = () => (typeof history.state === "object" ? history.state : null);

export const routed = () =>
  attempt(() => (location.hash.startsWith(PREFIX) && decodeURIComponent(location.hash.slice(PREFIX.length))) || undefined);

export const write = (id, entry, anew) =>
  attempt(() => {
    const next = { ...(anew ? null : state()), [ENTRY]: entry };
    // Absolute: a <base href> elsewhere would make a relative address another site's, which throws.
    const address = location.href.split("#")[0] + (id === undefined ? "" : PREFIX + encodeURIComponent(id));
    if (anew) history.pushState(next, "", address);
    else history.replaceState(next, "", address);
  });

export const entry = (fresh) =>
  attempt(() => {
    const known = state()?.[ENTRY];
    if (typeof known === "number") return known;
    history.replaceState({ ...state(), [ENTRY]: fresh }, "");
  }) ?? fresh;

export const cover = () => attempt(() => history.pushState({ ...state(), [COVER]: true }, ""));

export const uncover = () => attempt(() => state() && COVER in state() && history.back());

/** What tells before the browser goes back within the page, where it does; and whether it is about to, and can be held up. */
export const navigation = () => (globalThis.navigation instanceof EventTarget ? globalThis.navigation : undefined);
export const isTraversal = ({ cancelable, navigationType }) => cancelable && navigationType === "traverse";

export const scrolled = () => scrollY;

export const scrollTo = (top) => window.scrollTo({ top, behavior: "instant" });

export const hasNoFragment = () => attempt(() => !location.hash) ?? false;

// Nodes: made, changed, found. dom.rs says what each is for.

// A form or a picture of the page may be named `createElement`, and then stands before the document's own.
const create = (what, ...of) => Document.prototype["create" + what].call(document, ...of);

// What a page has broken must not break the reader (a call into it that throws would be its last).
const attempt = (action) => {
  try {
    return action();
  } catch {}
};

export const make = (tag) => attempt(() => create("Element", tag));
export const makeSvg = (tag) => attempt(() => create("ElementNS", "http://www.w3.org/2000/svg", tag));

export const set = (element, name, value) => attempt(() => element.setAttribute(name, value));
export const unset = (element, name) => attempt(() => element.removeAttribute(name));
export const toggle = (element, name, on) => attempt(() => element.toggleAttribute(name, on));
export const style = (element, name, value) => attempt(() => element.style.setProperty(name, value));

export const dress = (element, css) => attempt(() => (element.style.cssText = css));

export const append = (place, node) => attempt(() => place.appendChild(node));
export const say = (place, words) => attempt(() => place.appendChild(create("TextNode", words)));
export const prepend = (place, node) => attempt(() => place.insertBefore(node, place.firstChild));

export const find = (place, selector) => attempt(() => place.querySelector(selector));
export const findAll = (place, selector) => attempt(() => [...place.querySelectorAll(selector)]) ?? [];
export const around = (element, selector) => attempt(() => element.closest(selector));
export const pressed = (event, selector) => attempt(() => event.target.closest(selector));

/** Whether something inside `root` has the focus that `selector` fits. */
export const hasFocus = (root, selector) => !!attempt(() => root.activeElement.closest(selector));
export const focus = (element, still) => attempt(() => element.focus({ preventScroll: still }));
export const show = (element, block) => attempt(() => element.scrollIntoView({ behavior: "instant", block }));

export const mark = (place, selector, name, value) => findAll(place, selector).forEach((element) => set(element, name, value));
export const write = (place, selector, words) =>
  findAll(place, selector).forEach((element) => {
    // (What is written anew is said anew.)
    if (element.textContent !== words) element.textContent = words;
  });
export const remove = (place, selector) => findAll(place, selector).forEach((element) => attempt(() => element.remove()));

/** Puts a new element in the place of each that has the attribute `flag`, without it: WebKit does not ask again for a picture that has failed. */
export const renew = (place, flag) => {
  for (const old of findAll(place, `[${flag}]`))
    attempt(() => {
      const fresh = old.cloneNode();
      fresh.removeAttribute(flag);
      old.replaceWith(fresh);
    });
};

export const page = () => window;
export const height = () => window.innerHeight;
export const isSeen = () => !document.hidden;

export const fragment = () => create("DocumentFragment");
export const walker = (root, show) => create("TreeWalker", root, show);

/** A place at the end of `parent` whose nodes come and go, kept by an empty text node; without a parent it is nowhere. */
export const slot = (parent) => {
  const anchor = attempt(() => parent.appendChild(create("TextNode", "")));
  let nodes = [];
  return {
    clear() {
      for (const node of nodes) attempt(() => node.remove());
      nodes = [];
    },
    add(node) {
      attempt(() => {
        anchor.parentNode.insertBefore(node, anchor);
        nodes.push(node);
      });
    },
  };
};

// Some browsers have synthesisers of speech that hear nobody.
const attempt = (action) => {
  try {
    action();
  } catch {}
};

export const hear = (target, kind, call, capture, passive) => attempt(() => target.addEventListener(kind, call, { capture, passive }));
export const unhear = (target, kind, call, capture) => attempt(() => target.removeEventListener(kind, call, capture));

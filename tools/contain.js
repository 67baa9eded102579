// Goes into the engine's glue: every call into the wasm passes through here.
//
// A panic is a trap, and leaves the module in the middle of something: borrowed, half written. The next call would trap again,
// from a timer or a listener, into the host page's console and without end. So the first trap is the last thing the engine
// does: it is reported once, through `fallen`, and every later call does nothing and answers 0 (which reads as no pointer, no
// object, no list). Whatever else throws through the module counts as well: it has left Rust's frames without their clean-up.
let fall;
/** Resolves to what was thrown when the engine has fallen. */
export const fallen = new Promise((resolve) => {
  fall = resolve;
});

let standing = true;
/** The wasm's exports, its functions guarded. */
export const contain = (exports) => {
  const guarded = {};
  for (const name in exports) {
    const it = exports[name];
    guarded[name] =
      typeof it !== "function"
        ? it
        : (...args) => {
            if (!standing) return 0;
            try {
              return it(...args);
            } catch (error) {
              standing = false;
              fall(error);
              return 0;
            }
          };
  }
  return guarded;
};

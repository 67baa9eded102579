// The style sheet of a module, one for all readers of the page. The build puts this into the glue, with the sheet (tools/finish.mjs): there
// it has been read before the wasm comes. `adoptedStyleSheets` passes a strict policy (`style-src 'self'`); a `<style>` does not.
import css from "sheet";

let sheet;
export const makeSheet = () => {
  if (sheet) return;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
};

/** Gives a reader's root the sheet, beside those it has. */
export const dress = (root) => {
  makeSheet();
  const adopted = root.adoptedStyleSheets;
  if (!adopted.includes(sheet)) root.adoptedStyleSheets = [...adopted, sheet];
};

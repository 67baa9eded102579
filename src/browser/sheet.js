const sheets = new Map(); // by their text

/** Gives `root` the sheet `css`, beside those it has. */
export const adopt = (root, css) => {
  try {
    let sheet = sheets.get(css);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      sheets.set(css, sheet);
    }
    const adopted = root.adoptedStyleSheets;
    if (!adopted.includes(sheet)) root.adoptedStyleSheets = [...adopted, sheet];
  } catch {} // there is no reader without sheets: the loader has seen to it
};

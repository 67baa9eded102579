// A hidden frame whose document is printed. (The page around the reader is not ours to hide.)

import { pause } from "./task.js";

/** How long pictures may take before printing goes on without them; between two looks at them; after which a browser that has not begun to print will not. */
const PATIENCE = 5000, PAUSE = 50, BEGINNING = 1000;

/** An empty document of the page's own origin and policy, with the sheets of `root`. */
const makeDocument = async (frame, root, title, lang) => {
  // Firefox puts another document in place of the first one, and then says that it has loaded; the others say so while the frame
  // is being appended.
  const loaded = new Promise((done) => {
    frame.onload = done;
    root.appendChild(frame);
  });
  await Promise.race([loaded, pause(PATIENCE)]);
  frame.onload = null;
  const page = frame.contentDocument;
  page.title = title;
  page.documentElement.lang = lang;
  const rules = root.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
  const sheet = new frame.contentWindow.CSSStyleSheet(); // only one that its own window has made will do
  sheet.replaceSync(rules.map(({ cssText }) => cssText).join(""));
  page.adoptedStyleSheets = [sheet];
  return page;
};

/** Appends `content`, and waits for the pictures in it. */
const fill = async (page, content) => {
  const pictures = [...content.querySelectorAll("img")];
  // Nobody sees the frame, so it has no picture near its view.
  for (const picture of pictures) picture.loading = "eager";
  page.body.appendChild(content);
  // Asked again and again: a picture that changes documents is loaded anew, and what it tells of meanwhile may be the old load.
  for (let waited = 0; waited < PATIENCE; waited += PAUSE) {
    await pause(PAUSE);
    if (pictures.every(({ complete }) => complete)) return;
  }
};

export const paper = () => {
  let frame;
  const remove = () => frame?.remove();
  return {
    remove,
    async print(root, content, title, lang) {
      remove();
      frame = Document.prototype.createElement.call(document, "iframe");
      frame.className = "paper";
      frame.ariaHidden = "true";
      frame.tabIndex = -1;
      await fill(await makeDocument(frame, root, title, lang), content);
      const window = frame.contentWindow;
      let begun = false;
      window.addEventListener("beforeprint", () => (begun = true));
      // Not while it is being heard.
      window.addEventListener("afterprint", () => queueMicrotask(remove));
      // Some block until the reader has closed their dialog; others come back at once and print later.
      window.print();
      if (!begun) await pause(BEGINNING);
      if (!begun) throw 0;
    },
  };
};

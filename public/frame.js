// For the page around a frame: makes each <iframe data-tin-frame> as tall as the article in it, also those that come later.
// It may be included early, late or twice, and leaves nothing on the page but the frames' heights. The other half, and what
// the two say to each other, is in framed.js.
(() => {
  "use strict";
  const TALLEST = 1e6; // CSS pixels; browsers lay out a few million
  const ports = new WeakMap();
  // A form of the page may be named as what is asked of its document, and stands before it then.
  const frames = () => Document.prototype.querySelectorAll.call(document, "iframe[data-tin-frame]");

  // A sandbox without allow-same-origin takes the frame's origin away.
  const originOf = (frame) =>
    frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin") ? "null" : new URL(frame.src, location.href).origin;

  // Not randomUUID(), which plain http has not.
  const newSecret = () => {
    let secret = "";
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) secret += byte.toString(16).padStart(2, "0");
    return secret;
  };

  const size = (frame, height) => {
    if (height < 1 || height > TALLEST) return;
    const borders = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
    frame.style.setProperty("height", `${height + borders}px`, "important");
  };

  // Only up; a page with a fixed header gives the frame a scroll-margin-top.
  const goTo = (frame) => {
    const margin = parseFloat(getComputedStyle(frame).scrollMarginTop);
    if (frame.getBoundingClientRect().top < margin) frame.scrollIntoView({ behavior: "instant" });
  };
  /**
   * Brings a place in the frame into view: what is read aloud there. Most browsers let the frame do it. Whoever has scrolled
   * meanwhile is left alone.
   */
  const reveal = (frame, place, before) => {
    if (scrollY !== before) return;
    const { scrollMarginTop } = getComputedStyle(frame);
    const top = frame.getBoundingClientRect().top + frame.clientTop + Math.min(place, frame.clientHeight);
    if (top < parseFloat(scrollMarginTop) || top > innerHeight) scrollBy({ top: top - innerHeight / 3, behavior: "instant" });
  };
  // The reader in the frame goes to its headline too. Browsers that give the frame a process of its own hand that on to this page
  // by another way, on which it may come later than the word.
  const LATER = 100; // milliseconds

  addEventListener("message", ({ data, source, origin }) => {
    if (data !== "tin-frame: hello") return;
    for (const frame of frames()) {
      if (frame.contentWindow !== source || originOf(frame) !== origin) continue;
      const { port1, port2 } = new MessageChannel();
      const secret = newSecret();
      ports.get(frame)?.close(); // of the document that was there before
      ports.set(frame, port1);
      port1.onmessage = ({ data }) => {
        // The whole grammar: anything else, of any type or length, is no message.
        const [, key, word, at, number] = (typeof data === "string" && /^([\da-f]{32}) (?:(top)|(at )?(\d{1,7}))$/.exec(data)) || [];
        if (key !== secret) return;
        if (at) return setTimeout(reveal, LATER, frame, Number(number), scrollY);
        if (!word) return size(frame, Number(number));
        goTo(frame);
        setTimeout(goTo, LATER, frame);
      };
      source.postMessage(`tin-frame: ${secret}`, origin === "null" ? "*" : origin, [port2]);
    }
  });

  // Those that were there before this script.
  for (const frame of frames()) frame.contentWindow.postMessage("tin-frame: who?", "*");
})();

// The browser's voices: speech.rs says how they are used.

const BREATH = 100; // milliseconds that a synthesiser which was just silenced is given: Safari drops what is said at once

export const synthesis = () => {
  const { speechSynthesis, SpeechSynthesisUtterance } = window;
  return typeof speechSynthesis === "object" && typeof SpeechSynthesisUtterance === "function" ? speechSynthesis : undefined;
};

export const voices = (synthesis) => {
  try {
    return [...synthesis.getVoices()];
  } catch {
    return [];
  }
};

/** Says `text`; `heard` is told of `start`, `end`, or why it failed. Undefined: the browser does not take it. */
export const speak = (synthesis, text, lang, voice, rate, heard) => {
  let over = false, later;
  try {
    const utterance = new SpeechSynthesisUtterance(text);
    Object.assign(utterance, { lang, rate }, voice && { voice });
    const listen = ({ type, error = "" }) => {
      over = type !== "start";
      heard(type === "error" ? "" + error : type);
    };
    const kinds = ["start", "end", "error"];
    for (const kind of kinds) utterance.addEventListener(kind, listen);
    // In the same turn as the press, if it can be: Safari asks for one.
    if (synthesis.speaking || synthesis.pending) {
      synthesis.cancel();
      later = setTimeout(() => {
        try {
          synthesis.speak(utterance);
        } catch {}
      }, BREATH);
    } else synthesis.speak(utterance);
    return {
      utterance, // the browser keeps none alive that the page does not, and would forget its end
      hush() {
        for (const kind of kinds) utterance.removeEventListener(kind, listen);
        clearTimeout(later);
        // What has ended must not take with it what somebody else says now.
        if (!over) synthesis.cancel();
      },
    };
  } catch {}
};

/** What a language is called in another one, as it stands within a sentence; undefined where the browser does not know. */
export const nameOf = (tag, lang) => {
  try {
    // Some browsers write "Tiếng Pháp", as at the head of a list.
    return new Intl.DisplayNames(lang, { type: "language" }).of(tag).replace(/^Tiếng (?=.)/, "tiếng ");
  } catch {}
};

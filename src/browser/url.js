export const resolve = (reference, base) => {
  try {
    return new URL(reference, base).href;
  } catch {}
};

// Not by way of the document, whose forms and pictures may have taken the name.
export const base = () => Reflect.get(Node.prototype, "baseURI", document);

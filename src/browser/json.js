/** A member of an object; of what is none (an array has its length), undefined. */
export const member = (value, name) => (typeof value === "object" && !Array.isArray(value) ? value?.[name] : undefined);

/** The same, if it is a string. */
export const textIn = (value, name) => {
  const text = member(value, name);
  return typeof text === "string" ? text : undefined;
};

export const typed = ({ value }) => value ?? "";
export const clear = (field) => (field.value = "");

/** Sorts names as a Vietnamese dictionary does, where the browser has one. */
export const sort = (names) => {
  try {
    names.sort(new Intl.Collator("vi").compare);
  } catch {}
};

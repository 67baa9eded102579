const PREFIX = "tin-reader:";

/** Both asking for the store and using it may throw. */
export const get = (name) => {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {}
};

export const set = (name, value) => {
  try {
    if (value) localStorage.setItem(PREFIX + name, value);
    else localStorage.removeItem(PREFIX + name);
    return true;
  } catch {
    return false;
  }
};

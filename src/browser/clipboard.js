export const write = async (text) => navigator.clipboard.writeText(text);

export const start = (call, milliseconds) => setTimeout(call, milliseconds);
export const stop = (id) => clearTimeout(id);

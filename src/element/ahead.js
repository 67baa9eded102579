// What is done while the wasm is on its way. The build puts this into the engine's glue (tools/finish.mjs), which comes long before it.
import { readAhead } from "../browser/edge.js";
import { makeSheet } from "../browser/sheet.js";

/** Makes the sheet, and reads the answers to the loader's requests: address -> request. */
export const prepare = (early) => {
  makeSheet();
  early.forEach(readAhead);
};

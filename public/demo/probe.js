// In a frame without an origin: whether a page of any site may read an address. The page around asks, and gets its number
// back with true or false.
addEventListener("message", async ({ data, source }) => {
  if (source !== parent) return;
  const [number, address] = data;
  const may = await fetch(address, { cache: "no-store" }).then(() => true, () => false);
  parent.postMessage([number, may], "*");
});
parent.postMessage("ready", "*");

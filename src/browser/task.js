/** A promise that is kept after so many milliseconds. */
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

let inTurn = 0; // how many have a turn, or wait for theirs
export const turn = async () => {
  for (let before = inTurn++; before > 0; before--) await pause();
  pause().then(() => inTurn--);
};

export const painted = async () => {
  // A page that is not on screen has no frames.
  if (!document.hidden) await new Promise((done) => requestAnimationFrame(done));
  await pause();
};

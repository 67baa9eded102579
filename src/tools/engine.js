/** A member of what the engine knows of the article on screen. */
export const current = (engine, member) => engine.current?.[member];

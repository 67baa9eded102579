// Defines <tin-reader>, with its types for Svelte's templates: import "tin-reader/svelte".
import type { HTMLAttributes } from "svelte/elements";
import type { TinReader, TinReaderAttributes, TinReaderHandlers } from "./tin-reader.js";

export type * from "./tin-reader.js";

/** The props of `<tin-reader>`. */
export type TinReaderProps = Omit<HTMLAttributes<TinReader>, keyof TinReaderAttributes> &
  TinReaderAttributes &
  TinReaderHandlers;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "tin-reader": TinReaderProps;
  }
}

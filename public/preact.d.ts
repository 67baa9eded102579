// Defines <tin-reader>, with its types for JSX in Preact: import "tin-reader/preact".
import type { HTMLAttributes, ClassAttributes } from "preact";
import type { TinReader, TinReaderAttributes, TinReaderHandlers } from "./tin-reader.js";

export type * from "./tin-reader.js";

/** The props of `<tin-reader>`. */
export type TinReaderProps = Omit<HTMLAttributes<TinReader> & ClassAttributes<TinReader>, keyof TinReaderAttributes> &
  TinReaderAttributes &
  TinReaderHandlers;

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "tin-reader": TinReaderProps;
    }
  }
}

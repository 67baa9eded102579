// Defines <tin-reader>, with its types for JSX in React 18 and 19: import "tin-reader/react".
//
// React 19 takes handlers as props (`ontin-load={…}`); with React 18, listen through a `ref`.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { TinReader, TinReaderAttributes, TinReaderHandlers } from "./tin-reader.js";

export type * from "./tin-reader.js";

/** The props of `<tin-reader>`. React 18 writes custom elements' classes as `class`, React 19 takes `className` too. */
export type TinReaderProps = Omit<DetailedHTMLProps<HTMLAttributes<TinReader>, TinReader>, keyof TinReaderAttributes> &
  TinReaderAttributes &
  TinReaderHandlers & { class?: string | undefined };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "tin-reader": TinReaderProps;
    }
  }
}

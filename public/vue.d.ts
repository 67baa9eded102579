// Defines <tin-reader>, with its types for Vue's templates: import "tin-reader/vue".
//
// Tell Vue's compiler that the tag is no component of yours: isCustomElement: (tag) => tag === "tin-reader".
import type { HTMLAttributes, PublicProps } from "vue";
import type { TinReader, TinReaderAttributes, TinReaderEventMap, TinReaderHandlers } from "./tin-reader.js";

export type * from "./tin-reader.js";

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name;

/**
 * The props of `<tin-reader>`, as templates are checked: `heading-level` is looked for in camel case, and `@tin-load` as
 * `onTinLoad`. The attributes as the tag has them are for render functions.
 */
export type TinReaderProps = Omit<HTMLAttributes, keyof TinReaderAttributes> &
  TinReaderAttributes & { [Name in keyof TinReaderAttributes as Camel<Name>]: TinReaderAttributes[Name] } & {
    [Type in keyof TinReaderEventMap as `on${Capitalize<Camel<Type>>}`]?: TinReaderHandlers[`on${Type}`];
  } & PublicProps;

declare module "vue" {
  interface GlobalComponents {
    "tin-reader": new () => TinReader & { $props: TinReaderProps };
  }
}

// Svelte's tools check a template's tag by this table of attributes.
import type { SvelteHTMLElements } from "svelte/elements";
import "tin-reader/svelte";
import type { TinReaderProps } from "tin-reader/svelte";

const props: SvelteHTMLElements["tin-reader"] = {
  feed: "feed.json",
  related: "5",
  lang: "en",
  theme: "dark",
  "heading-level": 2,
  class: "wide",
  onclick: event => void event.currentTarget.refresh(),
  "ontin-load": event => void event.detail.title,
  "ontin-error": event => void event.detail.code,
};
const shared: TinReaderProps = { feed: "feed.json" };

export { props, shared };

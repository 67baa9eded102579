// vue-tsc checks a template's tag by the props of the global component of that name: attributes in camel case, events as
// onTinLoad. Render functions write attributes as the tag has them.
import type { GlobalComponents } from "vue";
import "tin-reader/vue";
import type { TinReader, TinReaderProps } from "tin-reader/vue";

type Tag = InstanceType<GlobalComponents["tin-reader"]>;

const props: Tag["$props"] = {
  feed: "feed.json",
  related: "5",
  lang: "en",
  theme: "dark",
  headingLevel: 2,
  class: { wide: true },
  key: "news",
  onClick: event => void event.clientX,
  onTinLoad: event => void event.detail.title,
  onTinError: event => void event.detail.code,
};
const shared: TinReaderProps = { feed: "feed.json", "heading-level": 2 };
const element = (tag: Tag): TinReader => tag;

export { element, props, shared };

// Every line with a comment `error TS…` must be refused in these words, and no other line.
import type { GlobalComponents } from "vue";
import "tin-reader/vue";

type Props = InstanceType<GlobalComponents["tin-reader"]>["$props"];

const unaddressed: Props = { theme: "dark" }; // error TS2322: Property 'feed' is missing
const blue: Props = { feed: "feed.json", theme: "blue" }; // error TS2322: '"blue"' is not assignable
const deep: Props = { feed: "feed.json", headingLevel: 5 }; // error TS2322: '5' is not assignable
const astray: Props = { feed: "feed.json", onTinLoad: event => void event.detail.code }; // error TS2339: Property 'code' does not exist

export { astray, blue, deep, unaddressed };

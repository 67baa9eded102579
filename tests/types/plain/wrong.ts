// Every line with a comment `error TS…` must be refused in these words, and no other line.
import { TinReader } from "tin-reader";
import type { TinReaderAttributes } from "tin-reader";

const reader = document.createElement("tin-reader");
const state = reader.state;

reader.theme = "blue"; // error TS2322: '"blue"' is not assignable
reader.lang = "fr"; // error TS2322: '"fr"' is not assignable
reader.headingLevel = 5; // error TS2322: '5' is not assignable
reader.related = "many"; // error TS2322: '"many"' is not assignable
reader.loading = "late"; // error TS2322: '"late"' is not assignable
reader.routing = "path"; // error TS2322: '"path"' is not assignable
reader.offline = true; // error TS2322: 'true' is not assignable
reader.state = "ready"; // error TS2540: Cannot assign to 'state'
reader.current = null; // error TS2540: Cannot assign to 'current'
reader.current.title.trim(); // error TS18047: 'reader.current' is possibly 'null'
reader.heading = 2; // error TS2339: Property 'heading' does not exist
reader.show(); // error TS2554: Expected 1 arguments
reader.show(123); // error TS2345: 'number' is not assignable to parameter of type 'string'
if (state === "failed") reader.refresh(); // error TS2367: This comparison appears to be unintentional
reader.addEventListener("tin-load", event => event.detail.code); // error TS2339: Property 'code' does not exist
reader.addEventListener("tin-load", event => event.detail.url.length); // error TS18047: 'event.detail.url' is possibly 'null'
document.addEventListener("tin-error", event => event.detail.title); // error TS2339: Property 'title' does not exist
window.addEventListener("tin-save", event => event.detail.url); // error TS2339: Property 'url' does not exist

// The module exports no class: importing it defines the element.
new TinReader(); // error TS2693: 'TinReader' only refers to a type
const Reader = customElements.get("tin-reader");
new Reader(); // error TS18048: 'Reader' is possibly 'undefined'

const unaddressed: TinReaderAttributes = { theme: "dark" }; // error TS2741: Property 'feed' is missing
const misspelt: TinReaderAttributes = { feed: "feed.json", headinglevel: 2 }; // error TS2561: 'headinglevel' does not exist

export { misspelt, unaddressed };

// Every line with a comment `error TS…` must be refused in these words, and no other line.
import * as React from "react";
import "tin-reader/react";

export const refused = [
  <tin-reader />, // error TS2322: Property 'feed' is missing
  <tin-reader feed="feed.json" theme="blue" />, // error TS2322: '"blue"' is not assignable
  <tin-reader feed="feed.json" heading-level={5} />, // error TS2322: '5' is not assignable
  <tin-reader feed="feed.json" headingLevel={2} />, // error TS2322: 'headingLevel' does not exist
  <tin-reader feed="feed.json" ontin-load={event => event.detail.code} />, // error TS2339: Property 'code' does not exist
  <tin-readers feed="feed.json" />, // error TS2339: 'tin-readers' does not exist on type 'JSX.IntrinsicElements'
];
export const used = React.version;

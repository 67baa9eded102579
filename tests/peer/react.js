// React in the place of Preact, so that both peers are one widget (tools/bench/contestants.mjs).
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

export { useEffect, useState } from 'react';

const NAMES = { class: 'className', datetime: 'dateTime', referrerpolicy: 'referrerPolicy' };
const named = (type, props) => typeof type === 'string' && props ? Object.fromEntries(Object.entries(props).map(([name, value]) => [NAMES[name] ?? name, value])) : props;

export const h = (type, props, ...children) => createElement(type, named(type, props), ...children);
export const render = (node, place) => createRoot(place).render(node);

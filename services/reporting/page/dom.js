/* global document */
/** Builds elements from texts only: nothing that comes from the plant is ever read as markup. */

const SVG = 'http://www.w3.org/2000/svg';

/** The element of this id; the page always has it. */
export const byId = (id) => document.getElementById(id);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** `el('td', {class: 'x'}, 'text', child)`: strings become text nodes. */
export const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

/** Sets a text only when it changes, so that screen readers and the browser have nothing to do otherwise. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A text that only narrow screens show, where the table has no head. */
export const label = (text) => el('span', { class: 'label unseen' }, `${text} `);

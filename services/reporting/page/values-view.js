import { byId, el, setText } from './dom.js';
import { formatQuantity, formatTime } from './format.js';
import { Sparkline } from './sparkline.js';

const MAX_SERIES = 500;
const keyOf = ({ assetId, metric }) => `${assetId}\n${metric}`;

/** The table of live values: one body per asset, one row per metric, in the order of paths. */
export class ValuesView {
  #table = byId('value-table');
  #rows = new Map();
  #bodies = new Map();

  clear() {
    for (const { body } of this.#bodies.values()) body.remove();
    this.#rows.clear();
    this.#bodies.clear();
    byId('more-values').hidden = true;
    this.#count();
  }

  /** Shows the newest value of a series; returns true when the series was not there before. */
  show(change) {
    const key = keyOf(change);
    const known = this.#rows.get(key);
    if (known === undefined && this.#rows.size >= MAX_SERIES) {
      byId('more-values').hidden = false;
      return false;
    }
    const row = known ?? this.#add(key, change);
    const at = Date.parse(change.occurredAt);
    if (at < row.at) return false;
    row.at = at;
    setText(row.value, formatQuantity(change.value, change.unit));
    setText(row.quality, change.quality);
    row.quality.dataset.level = change.quality;
    setText(row.time, formatTime(change.occurredAt));
    row.time.dateTime = change.occurredAt;
    row.sparkline.add(at, change.value);
    return known === undefined;
  }

  /** Readings from before the page was opened, for the sparkline: {at, value} in milliseconds. */
  fillIn(change, points) {
    this.#rows.get(keyOf(change))?.sparkline.prepend(points);
  }

  #add(key, { assetId, assetPath, metric }) {
    const row = {
      at: -Infinity,
      value: el('td', { class: 'number', 'data-testid': 'value' }),
      quality: el('span', { class: 'tag', 'data-testid': 'quality' }),
      time: el('time', { class: 'time' }),
      sparkline: new Sparkline(),
    };
    const element = el(
      'tr',
      { 'data-testid': 'value-row', 'data-asset': assetId, 'data-metric': metric },
      el('th', { scope: 'row' }, metric),
      row.value,
      el('td', {}, row.quality),
      el('td', {}, row.sparkline.element),
      el('td', {}, row.time),
    );
    insertSorted(this.#body(assetId, assetPath), element, metric, (other) => other.dataset.metric ?? '');
    this.#rows.set(key, row);
    this.#count();
    return row;
  }

  #body(assetId, assetPath) {
    const known = this.#bodies.get(assetId);
    if (known !== undefined) return known.body;
    const heading = el('th', { class: 'asset', colspan: 5, scope: 'rowgroup' }, assetPath || assetId);
    const body = el('tbody', { 'data-path': assetPath }, el('tr', {}, heading));
    insertSorted(this.#table, body, assetPath, (other) => other.dataset.path ?? '');
    this.#bodies.set(assetId, { body });
    return body;
  }

  #count() {
    const { size } = this.#rows;
    setText(byId('value-count'), size === 0 ? '' : `(${size})`);
    byId('no-values').hidden = size > 0;
    this.#table.hidden = size === 0;
  }
}

/** Puts a child where its text belongs among those after the first, which is a heading. */
function insertSorted(parent, child, text, textOf) {
  const after = [...parent.children].slice(1).find((other) => textOf(other).localeCompare(text) > 0);
  parent.insertBefore(child, after ?? null);
}

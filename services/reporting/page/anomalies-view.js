import { byId, el, label, setText } from './dom.js';
import { formatQuantity, formatTime, formatValue } from './format.js';

/** The table of open anomalies and of the latest that are over, with the evidence the detector gave. */
export class AnomaliesView {
  #anomalies = new Map();

  replace(anomalies) {
    this.#anomalies = new Map(anomalies.map((anomaly) => [anomaly.anomalyId, anomaly]));
    this.#draw();
  }

  /** Applies an event of the stream; returns a text when an anomaly opened. */
  apply(event) {
    const known = this.#anomalies.get(event.anomalyId);
    if (event.type === 'AnomalyOpened')
      this.#anomalies.set(event.anomalyId, { ...event, state: 'OPEN', openedAt: event.occurredAt });
    else if (event.type === 'AnomalyClosed' && known !== undefined)
      this.#anomalies.set(event.anomalyId, { ...known, state: 'CLOSED' });
    else if (known !== undefined) this.#anomalies.set(event.anomalyId, { ...known, ...event });
    this.#draw();
    return event.type === 'AnomalyOpened' ? `Anomaly: ${event.assetPath} ${event.metric}` : undefined;
  }

  #draw() {
    const latestFirst = [...this.#anomalies.values()].sort((a, b) => b.openedAt.localeCompare(a.openedAt));
    const [open, over] = [latestFirst.filter(isOpen), latestFirst.filter((anomaly) => !isOpen(anomaly))];
    byId('anomaly-table').tBodies[0].replaceChildren(...[...open, ...over].map(row));
    byId('anomaly-table').hidden = latestFirst.length === 0;
    byId('no-anomalies').hidden = latestFirst.length > 0;
    setText(byId('anomaly-count'), latestFirst.length === 0 ? '' : `(${open.length} open)`);
  }
}

const isOpen = ({ state }) => state === 'OPEN';

function row(anomaly) {
  const { anomalyId, assetPath, metric, unit, value, expected, lower, upper, score, openedAt } = anomaly;
  const band =
    lower === null || lower === undefined ? '' : `normal ${formatValue(lower)} to ${formatQuantity(upper, unit)}`;
  return el(
    'tr',
    { 'data-testid': 'anomaly-row', 'data-id': anomalyId },
    el('th', { scope: 'row' }, metric, el('span', { class: 'sub' }, assetPath)),
    el('td', {}, label('State'), isOpen(anomaly) ? 'Open' : 'Over'),
    el('td', { 'data-testid': 'anomaly-value' }, label('Value'), formatQuantity(value, unit)),
    el('td', {}, label('Expected'), formatQuantity(expected, unit), el('span', { class: 'sub' }, band)),
    el('td', {}, label('Score'), typeof score === 'number' ? score.toFixed(2) : ''),
    el('td', {}, label('Since'), el('time', { class: 'time', datetime: openedAt }, formatTime(openedAt))),
  );
}

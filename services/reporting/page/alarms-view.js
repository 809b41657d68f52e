/* global document */
import { byId, el, label, setText } from './dom.js';
import { formatTime } from './format.js';

/** States of ISA-18.2, as people say them. */
const STATES = {
  UNACKNOWLEDGED: 'Active, not acknowledged',
  ACKNOWLEDGED: 'Active, acknowledged',
  RETURNED_UNACKNOWLEDGED: 'Over, not acknowledged',
  NORMAL: 'Normal',
};
const URGENCY = { CRITICAL: 0, HIGH: 1, MEDIUM: 2, LOW: 3 };
const WAITS = new Set(['UNACKNOWLEDGED', 'RETURNED_UNACKNOWLEDGED']);

/** The table of active alarms: what waits for an operator first, then by priority, then the latest. */
export class AlarmsView {
  #alarms = new Map();
  #busy = new Set();
  #acknowledge;

  /** `acknowledge(alarmId)` resolves when the service has taken it. */
  constructor(acknowledge) {
    this.#acknowledge = acknowledge;
  }

  replace(alarms) {
    this.#alarms = new Map(alarms.map((alarm) => [alarm.alarmId, alarm]));
    this.#draw();
  }

  /** Applies an event of the stream; returns a text when an alarm was raised. */
  apply(event) {
    const known = this.#alarms.get(event.alarmId);
    if (event.state === 'NORMAL') this.#alarms.delete(event.alarmId);
    else if (event.type === 'AlarmRaised') {
      this.#alarms.set(event.alarmId, {
        ...event,
        causeText: event.cause.text,
        raisedAt: event.occurredAt,
        acknowledgedBy: '',
      });
    } else if (known !== undefined) {
      const acknowledgedBy = event.type === 'AlarmAcknowledged' ? event.actor : known.acknowledgedBy;
      this.#alarms.set(event.alarmId, { ...known, state: event.state, acknowledgedBy });
    }
    this.#draw();
    return event.type === 'AlarmRaised' ? `${event.priority} alarm: ${event.assetPath}, ${event.ruleName}` : undefined;
  }

  #draw() {
    const table = byId('alarm-table');
    const focused = document.activeElement?.closest?.('tr')?.dataset.id;
    const alarms = [...this.#alarms.values()].sort(byUrgency);
    table.tBodies[0].replaceChildren(...alarms.map((alarm) => this.#row(alarm)));
    table.hidden = alarms.length === 0;
    byId('no-alarms').hidden = alarms.length > 0;
    setText(byId('alarm-count'), alarms.length === 0 ? '' : `(${alarms.length})`);
    if (focused === undefined) return;
    for (const row of table.tBodies[0].rows) if (row.dataset.id === focused) row.querySelector('button')?.focus();
  }

  #row(alarm) {
    const { alarmId, state, priority, ruleName, assetPath, metric, causeText, raisedAt, acknowledgedBy } = alarm;
    const by = acknowledgedBy ? [el('span', { class: 'sub' }, `by ${acknowledgedBy}`)] : [];
    return el(
      'tr',
      { 'data-testid': 'alarm-row', 'data-id': alarmId, 'data-state': state },
      el('td', {}, el('span', { class: 'tag', 'data-level': priority, 'data-testid': 'alarm-priority' }, priority)),
      el('td', { 'data-testid': 'alarm-state' }, STATES[state] ?? state, ...by),
      el('th', { scope: 'row' }, ruleName, el('span', { class: 'sub' }, `${assetPath} ${metric}`)),
      el('td', { 'data-testid': 'alarm-cause' }, label('Cause'), causeText),
      el('td', {}, label('Raised'), el('time', { class: 'time', datetime: raisedAt }, formatTime(raisedAt))),
      el('td', {}, ...(WAITS.has(state) ? [this.#button(alarmId, ruleName)] : [])),
    );
  }

  #button(alarmId, ruleName) {
    const button = el(
      'button',
      { type: 'button', 'aria-label': `Acknowledge ${ruleName}`, 'data-testid': 'acknowledge' },
      'Acknowledge',
    );
    button.disabled = this.#busy.has(alarmId);
    button.addEventListener('click', async () => {
      this.#busy.add(alarmId);
      button.disabled = true;
      await this.#acknowledge(alarmId);
      this.#busy.delete(alarmId);
      this.#draw();
    });
    return button;
  }
}

function byUrgency(a, b) {
  const waits = Number(WAITS.has(b.state)) - Number(WAITS.has(a.state));
  const urgency = (URGENCY[a.priority] ?? 9) - (URGENCY[b.priority] ?? 9);
  return waits || urgency || b.raisedAt.localeCompare(a.raisedAt);
}

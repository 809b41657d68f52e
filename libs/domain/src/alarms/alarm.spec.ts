import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neverRaised, type AlarmState } from './alarm.ts';
import { after, command, TYPES } from './commands.fixture.ts';
import { decideAlarm, type AlarmCommand } from './decide.ts';
import { ANSWERED_KEPT, evolveAlarm } from './evolve.ts';

type Type = AlarmCommand['type'];
const HISTORY: Record<AlarmState, readonly Type[]> = {
  NORMAL: ['RaiseAlarm', 'AcknowledgeAlarm', 'ReturnAlarmToNormal'],
  UNACKNOWLEDGED: ['RaiseAlarm'],
  ACKNOWLEDGED: ['RaiseAlarm', 'AcknowledgeAlarm'],
  RETURNED_UNACKNOWLEDGED: ['RaiseAlarm', 'ReturnAlarmToNormal'],
};
const meta = { eventId: 'outcome', now: 9_000 };

describe('the alarm states of ISA-18.2 and IEC 62682', () => {
  // Every state x every command: what happens, and where it leads.
  it.each([
    ['NORMAL', 'RaiseAlarm', 'AlarmRaised', 'UNACKNOWLEDGED'],
    ['NORMAL', 'ReturnAlarmToNormal', undefined, 'NORMAL'],
    ['NORMAL', 'AcknowledgeAlarm', 'NOT_UNACKNOWLEDGED', 'NORMAL'],
    ['UNACKNOWLEDGED', 'RaiseAlarm', undefined, 'UNACKNOWLEDGED'],
    ['UNACKNOWLEDGED', 'ReturnAlarmToNormal', 'AlarmReturnedToNormal', 'RETURNED_UNACKNOWLEDGED'],
    ['UNACKNOWLEDGED', 'AcknowledgeAlarm', 'AlarmAcknowledged', 'ACKNOWLEDGED'],
    ['ACKNOWLEDGED', 'RaiseAlarm', undefined, 'ACKNOWLEDGED'],
    ['ACKNOWLEDGED', 'ReturnAlarmToNormal', 'AlarmReturnedToNormal', 'NORMAL'],
    ['ACKNOWLEDGED', 'AcknowledgeAlarm', 'NOT_UNACKNOWLEDGED', 'ACKNOWLEDGED'],
    ['RETURNED_UNACKNOWLEDGED', 'RaiseAlarm', 'AlarmRaised', 'UNACKNOWLEDGED'],
    ['RETURNED_UNACKNOWLEDGED', 'ReturnAlarmToNormal', undefined, 'RETURNED_UNACKNOWLEDGED'],
    ['RETURNED_UNACKNOWLEDGED', 'AcknowledgeAlarm', 'AlarmAcknowledged', 'NORMAL'],
  ] as const)('%s + %s = %s, then %s', (from, type, outcome, to) => {
    const { alarm } = after(...HISTORY[from]);
    expect(alarm.state).toBe(from);
    const event = decideAlarm(alarm, command(type, 'new'), meta);
    const what = event?.type === 'AlarmCommandRefused' ? event.data.code : event?.type;
    expect(what).toBe(outcome);
    const next = event ? evolveAlarm(alarm, event) : alarm;
    expect(next.state).toBe(to);
    if (event && 'state' in event.data) expect(event.data.state).toBe(to);
  });

  it('refuses to acknowledge what was never raised', () => {
    expect(decideAlarm(neverRaised, command('AcknowledgeAlarm', 'c'), meta)).toMatchObject({
      type: 'AlarmCommandRefused',
      data: { code: 'UNKNOWN_ALARM', detail: 'alarmId "alarm-1": no such alarm was ever raised', occurredAt: 9_000 },
    });
  });

  it('counts an occurrence each time it is raised from NORMAL', () => {
    const { events } = after(
      'RaiseAlarm',
      'ReturnAlarmToNormal',
      'RaiseAlarm',
      ...HISTORY.NORMAL.slice(1),
      'RaiseAlarm',
    );
    const raised = events.flatMap((event) => (event.type === 'AlarmRaised' ? [event.data.occurrence] : []));
    expect(raised).toEqual([1, 1, 2]);
  });

  it('carries the cause of the command, its own id and both times', () => {
    expect(after('RaiseAlarm').events[0]).toMatchObject({
      type: 'AlarmRaised',
      data: { eventId: 'event-0', commandId: 'c-0', occurredAt: 1_000, detectedAt: 5_000, cause: { value: 93.1 } },
    });
  });

  it('answers a repeated command as the first time', () => {
    const ack = command('AcknowledgeAlarm', 'same');
    const { alarm } = after('RaiseAlarm', ack, 'ReturnAlarmToNormal', 'RaiseAlarm');
    expect(decideAlarm(alarm, ack, meta)).toMatchObject({ data: { code: 'ALREADY_APPLIED' } });
    const late = command('AcknowledgeAlarm', 'late');
    const refused = after('RaiseAlarm', ack, late, 'ReturnAlarmToNormal', 'RaiseAlarm').alarm;
    expect(decideAlarm(refused, late, meta)).toMatchObject({ data: { code: 'NOT_UNACKNOWLEDGED' } });
  });

  it('keeps nothing of an alarm that was never raised', () => {
    expect(after('AcknowledgeAlarm', 'AcknowledgeAlarm').alarm).toBe(neverRaised);
  });

  it('does not raise again because an old command is delivered again', () => {
    const raise = command('RaiseAlarm', 'first');
    const { alarm } = after(raise, 'AcknowledgeAlarm', 'ReturnAlarmToNormal');
    expect(decideAlarm(alarm, raise, meta)).toBeUndefined();
  });
});

/** The same alarm as two plain facts: is the condition there, does it wait for somebody. */
interface Model {
  present: boolean;
  waiting: boolean;
  occurrences: number;
}

describe('any history of an alarm', () => {
  const history = fc.array(fc.tuple(fc.constantFrom(...TYPES), fc.nat(12)), { maxLength: 60 });

  it('is what two facts would say, counts rightly and remembers a bounded number of commands', () => {
    fc.assert(
      fc.property(history, (commands) => {
        const model: Model = { present: false, waiting: false, occurrences: 0 };
        let alarm = neverRaised;
        for (const [index, [type]] of commands.entries()) {
          const event = decideAlarm(alarm, command(type, `c-${index}`), { eventId: `e-${index}`, now: index });
          const changed = event !== undefined && event.type !== 'AlarmCommandRefused';
          expect(changed).toBe(apply(model, type));
          if (event) alarm = evolveAlarm(alarm, event);
          expect(alarm.state).toBe(stateOf(model));
          expect(alarm.occurrence).toBe(model.occurrences);
          expect(alarm.answered.length).toBeLessThanOrEqual(ANSWERED_KEPT);
        }
      }),
    );
  });

  it('is not changed by delivering any command twice', () => {
    fc.assert(
      fc.property(history, (commands) => {
        const given = commands.map(([type], index) => command(type, `c-${index}`));
        const once = after(...given);
        const twice = after(...given.flatMap((one) => [one, one]));
        expect({ ...twice.alarm, answered: [] }).toEqual({ ...once.alarm, answered: [] });
        const changes = twice.events.filter((event) => event.type !== 'AlarmCommandRefused');
        expect(changes.length).toBe(once.events.filter((event) => event.type !== 'AlarmCommandRefused').length);
      }),
    );
  });
});

function apply(model: Model, type: Type): boolean {
  const before = { ...model };
  if (type === 'RaiseAlarm' && !model.present) {
    if (!model.waiting) model.occurrences++;
    model.present = true;
    model.waiting = true;
  }
  if (type === 'ReturnAlarmToNormal') model.present = false;
  if (type === 'AcknowledgeAlarm') model.waiting = false;
  return before.present !== model.present || before.waiting !== model.waiting;
}
function stateOf({ present, waiting }: Model): AlarmState {
  if (present) return waiting ? 'UNACKNOWLEDGED' : 'ACKNOWLEDGED';
  return waiting ? 'RETURNED_UNACKNOWLEDGED' : 'NORMAL';
}

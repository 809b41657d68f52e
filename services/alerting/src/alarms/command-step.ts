import type { Codecs, Decoded } from '@millrace/contracts';
import { decideAlarm, evolveAlarm, neverRaised } from '@millrace/domain';
import { counter, nowMicros, uuidV5 } from '@millrace/platform';
import { deadLetter, drop, ok, type Batch, type InRecord, type StepResult } from '@millrace/streaming';
import { alarmCommandOf, alarmEventRecord } from './alarm-records.ts';
import { alarmStore } from './alarm-store.ts';

const DONE = ok(undefined);
const NO_CHANGE = drop('no_change');
const events = counter('millrace_alarm_events_total', 'Alarm events by type', ['type']);

/** Decides one command on an alarm: at most one event, which carries the command's id. */
export function commandStep(
  codecs: Pick<Codecs, 'encode'>,
  outlet: Pick<Batch, 'emit' | 'store'>,
  decoded: Decoded,
  record: InRecord,
): StepResult<undefined> {
  const command = alarmCommandOf(decoded);
  if (command === undefined) {
    return deadLetter({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type}: ${record.topic} holds alarm commands` });
  }
  const { tenant, alarmId, commandId } = command.data;
  const key = `${tenant}/${alarmId}`;
  // The key chose the partition, and with it the one writer of the alarm. Under another key there would be a second writer.
  if (record.key?.toString() !== key) {
    const detail = `key "${record.key?.toString() ?? ''}": must be "${key}"`;
    return deadLetter({ code: 'WRONG_KEY', field: 'key', rule: '<tenant>/<alarmId>', detail });
  }
  const alarms = outlet.store(alarmStore);
  const alarm = alarms.get(key) ?? neverRaised;
  const eventId = uuidV5('alarm-outcome', commandId, String(record.partition), String(record.offset));
  const event = decideAlarm(alarm, command, { eventId, now: nowMicros() });
  if (event === undefined) return NO_CHANGE;
  const next = evolveAlarm(alarm, event);
  if (next !== alarm) alarms.set(key, next);
  events.inc({ type: event.type });
  outlet.emit(alarmEventRecord(codecs, event), record);
  return DONE;
}

import { topic, type Decoded } from '@millrace/contracts';
import { evolveAlarm, neverRaised, type Alarm } from '@millrace/domain';
import type { KeyValueStore, StoreProjection } from '@millrace/streaming';
import { alarmEventOf } from '../alarms/alarm-records.ts';
import { alarmStore } from '../alarms/alarm-store.ts';
import { SERVICE } from '../source.ts';

/** An event changes the alarm just as it did when it was decided. Nobody is told: nothing here can write an event or call anyone. */
function foldAlarm(store: KeyValueStore<Alarm>, decoded: Decoded): void {
  const event = alarmEventOf(decoded);
  if (event === undefined) return;
  const key = `${event.data.tenant}/${event.data.alarmId}`;
  const alarm = store.get(key) ?? neverRaised;
  const next = evolveAlarm(alarm, event);
  if (next !== alarm) store.set(key, next);
}

/** The state of every alarm. */
export const alarmState: StoreProjection<Alarm> = {
  ...{ stream: 'alerting.alarms', service: SERVICE, store: alarmStore, topic: topic.alarmsEvents },
  fold: foldAlarm,
};

import type { Alarm } from '@millrace/domain';
import { keyValueStore } from '@millrace/streaming';

/** The alarm aggregates, `<tenant>/<alarmId>` → alarm. */
export const alarmStore = keyValueStore<Alarm>({
  name: 'alarms',
  serialize: (alarm) => Buffer.from(JSON.stringify(alarm)),
  deserialize: (bytes) => JSON.parse(bytes.toString()) as Alarm,
});

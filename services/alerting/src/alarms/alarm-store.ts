import type { Alarm } from '@millrace/domain';
import { keyValueStore } from '@millrace/streaming';

/** The alarm aggregates, `<tenant>/<alarmId>` → alarm. */
export const alarmStore = keyValueStore<Alarm>({
  name: 'alarms',
  serialize: (alarm) => Buffer.from(JSON.stringify(alarm)),
  // Alarms that were stored before their place was kept have none.
  deserialize: (bytes) => ({ assetPath: '', ...(JSON.parse(bytes.toString()) as Omit<Alarm, 'assetPath'>) }),
});

import type { Alarm } from '@millrace/domain';
import type { StoreSpec } from '@millrace/streaming';

/** The alarm aggregates, `<tenant>/<alarmId>` → alarm. */
export const alarmStore: StoreSpec<Alarm> = {
  name: 'alarms',
  serialize: (alarm) => Buffer.from(JSON.stringify(alarm)),
  deserialize: (bytes) => JSON.parse(bytes.toString()) as Alarm,
};

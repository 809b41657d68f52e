import type { Alarm } from '@millrace/domain';
import { jsonStore } from '@millrace/streaming';

/** The alarm aggregates, `<tenant>/<alarmId>` → alarm. */
export const alarmStore = jsonStore<Alarm>('alarms');

import {
  AlarmAcknowledged,
  AlarmCommandRefused,
  AlarmRaised,
  AlarmReturnedToNormal,
  eventRecord,
  type Codecs,
  type Decoded,
  type EventContract,
} from '@millrace/contracts';
import type { AlarmCommand, AlarmCommandRefusedData, AlarmEvent } from '@millrace/domain';
import type { OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';

type Encoder = Pick<Codecs, 'encode'>;

/** The command a record holds, `undefined` if it holds something else. */
export function alarmCommandOf(decoded: Decoded): AlarmCommand | undefined {
  switch (decoded.type) {
    case 'RaiseAlarm':
      return { type: 'RaiseAlarm', data: decoded.value };
    case 'ReturnAlarmToNormal':
      return { type: 'ReturnAlarmToNormal', data: decoded.value };
    case 'AcknowledgeAlarm':
      return { type: 'AcknowledgeAlarm', data: decoded.value };
    default:
      return undefined;
  }
}

/** A domain event as its record on `alarms.events`. */
export function alarmEventRecord(codecs: Encoder, event: AlarmEvent): OutRecord {
  const { eventId: id, commandId, tenant, alarmId, occurredAt } = event.data;
  const about = { id, source: SOURCE, time: occurredAt, correlationId: commandId };
  const of = <T>(contract: EventContract<T>, data: NoInfer<T>): OutRecord =>
    eventRecord<T>(codecs, contract, data, { key: `${tenant}/${alarmId}`, ...about });
  switch (event.type) {
    case 'AlarmRaised':
      return of(AlarmRaised, event.data);
    case 'AlarmReturnedToNormal':
      return of(AlarmReturnedToNormal, event.data);
    case 'AlarmAcknowledged':
      return of(AlarmAcknowledged, event.data);
    case 'AlarmCommandRefused':
      return of(AlarmCommandRefused, event.data);
    default:
      return event satisfies never;
  }
}

/** The event a record on `alarms.events` holds, `undefined` if it holds something else. */
export function alarmEventOf(decoded: Decoded): AlarmEvent | undefined {
  switch (decoded.type) {
    case 'AlarmRaised':
      return { type: 'AlarmRaised', data: decoded.value };
    case 'AlarmReturnedToNormal':
      return { type: 'AlarmReturnedToNormal', data: decoded.value };
    case 'AlarmAcknowledged':
      return { type: 'AlarmAcknowledged', data: decoded.value };
    case 'AlarmCommandRefused':
      // The code is text on the wire; every one was written by `alarmEventRecord`.
      return { type: 'AlarmCommandRefused', data: decoded.value as AlarmCommandRefusedData };
    default:
      return undefined;
  }
}

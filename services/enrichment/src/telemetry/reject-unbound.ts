import { eventRecord, TelemetryRejected, topic, type Codecs, type TelemetryReceived } from '@millrace/contracts';
import { uuidV5 } from '@millrace/platform';
import { REPAIR_HEADER, type InRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';
import type { Outlet } from '../outlet.ts';

const MOST_NAMES = 20;

/** Why readings have no asset: nobody bound the device, or only these metrics of it. */
type Reason = 'UNKNOWN_DEVICE' | 'UNBOUND_METRIC';

/** One entry on `telemetry.rejected` for all unbound readings of a message, with the whole message's original bytes. */
export function rejectUnbound(
  outlet: Outlet,
  codecs: Pick<Codecs, 'encode'>,
  message: TelemetryReceived,
  record: InRecord,
  unbound: readonly number[],
  reason: Reason,
): void {
  const { tenant, deviceId, protocol, receivedAt, eventId } = message;
  const { partition, offset } = record;
  const rejectionId = uuidV5(topic.telemetryRejected, eventId, String(partition), String(offset));
  const rejection: TelemetryRejected = {
    ...{ rejectionId, tenant, deviceId, protocol, receivedAt },
    stage: 'bind',
    reason,
    ...describe(message, unbound, reason),
    contentType: 'application/vnd.confluent.avro',
    payload: record.value ?? Buffer.alloc(0),
    source: { topic: record.topic, partition, offset },
    readings: reason === 'UNKNOWN_DEVICE' ? null : unbound,
  };
  const about = { id: rejectionId, source: SOURCE, time: receivedAt, correlationId: eventId };
  const rejected = eventRecord(codecs, TelemetryRejected, rejection, { key: `${tenant}/${deviceId}`, ...about });
  // A message that was repaired and cannot be used yet says so, so that its letters are seen as one story.
  const repair = record.headers[REPAIR_HEADER]?.toString();
  const headers = repair === undefined ? rejected.headers : { ...rejected.headers, [REPAIR_HEADER]: repair };
  outlet.emit({ ...rejected, headers }, record);
}

function describe(message: TelemetryReceived, unbound: readonly number[], reason: Reason) {
  if (reason === 'UNKNOWN_DEVICE') {
    const detail = `deviceId "${message.deviceId}": no metric of this device is bound to an asset`;
    return { field: 'deviceId', rule: 'must be bound to an asset', detail };
  }
  const names = unbound
    .slice(0, MOST_NAMES)
    .map((index) => `readings[${index}].metric "${message.readings[index]?.metric}"`);
  const more = unbound.length > MOST_NAMES ? ` and ${unbound.length - MOST_NAMES} more` : '';
  const detail = `${names.join(', ')}${more}: bound to no asset, of device "${message.deviceId}"`;
  return { field: `readings[${unbound[0]}].metric`, rule: 'must be bound to an asset', detail };
}

import { eventRecord, UnknownDeviceSeen, type Codecs, type TelemetryReceived } from '@millrace/contracts';
import { uuidV5 } from '@millrace/platform';
import { keyValueStore, type InRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';
import type { Outlet } from '../outlet.ts';

/** Unknown devices already announced, `<tenant>/<deviceId>` → when first seen (EpochMicros); it makes the announcement happen once. */
export const unknownDevices = keyValueStore<number>({
  name: 'unknown-devices',
  serialize: (firstSeenAt) => Buffer.from(String(firstSeenAt)),
  deserialize: (bytes) => Number(bytes.toString()),
});

/** Tells `devices.events` about a device nobody bound, the first time it speaks. */
export function announceUnknown(
  outlet: Outlet,
  codecs: Pick<Codecs, 'encode'>,
  message: TelemetryReceived,
  record: InRecord,
): void {
  const { tenant, deviceId, receivedAt } = message;
  const key = `${tenant}/${deviceId}`;
  const announced = outlet.store(unknownDevices);
  if (announced.get(key) !== undefined) return;
  const eventId = uuidV5(UnknownDeviceSeen.fullName, tenant, deviceId, message.eventId);
  const metrics = [...new Set(message.readings.map((reading) => reading.metric))];
  const seen = { eventId, tenant, deviceId, metrics, firstSeenAt: receivedAt };
  const about = { id: eventId, source: SOURCE, time: receivedAt, correlationId: message.eventId };
  outlet.emit(eventRecord(codecs, UnknownDeviceSeen, seen, { key, ...about }), record);
  announced.set(key, receivedAt);
}

import { DeviceBorn, DeviceDied } from '@millrace/contracts';
import { sparkplugDeviceId, type SparkplugEvent } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import type { EventLog } from '../event-log.ts';
import type { SparkplugArrival } from './sparkplug-arrival.ts';

/** The record of a birth or death for `devices.events`. The same bytes on the same topic give the same event. */
export function lifeRecord(log: EventLog, arrival: SparkplugArrival, event: SparkplugEvent): OutRecord {
  const { tenant, edgeNode, delivery, message } = arrival;
  const deviceId = sparkplugDeviceId(edgeNode, event.device);
  const common = {
    eventId: uuidV5(tenant, delivery.topic, delivery.payload, event.type, deviceId),
    tenant,
    deviceId,
    // A node speaks for itself.
    edgeNode: event.device === undefined ? null : edgeNode,
    occurredAt: event.occurredAt,
    receivedAt: message.receivedAt,
  };
  if (event.type === 'Born') return log.device(DeviceBorn, { ...common, metrics: event.metrics }, event.occurredAt);
  return log.device(DeviceDied, common, event.occurredAt);
}

import type { DeviceMessage } from '@millrace/domain';
import { uuidV5, uuidV7 } from '@millrace/platform';
import type { Arrival } from './arrival.ts';

/**
 * The event id of a device message (docs/architecture.md): the client's own message id makes a retry the same event;
 * an MQTT payload that carries a source time is the same event when it is delivered again; anything else is new.
 */
export function identify(arrival: Arrival, message: DeviceMessage): string {
  if (message.messageId !== undefined) return uuidV5(arrival.tenant, message.deviceId, message.messageId);
  const { delivery } = arrival;
  if (delivery === undefined || !message.hasSourceTime) return uuidV7();
  return uuidV5(arrival.tenant, delivery.topic, delivery.payload, String(delivery.index));
}

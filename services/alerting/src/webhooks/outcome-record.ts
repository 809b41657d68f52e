import { eventRecord, WebhookDelivered, WebhookFailed, type Codecs, type EventContract } from '@millrace/contracts';
import { nowMicros, uuidV5 } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';
import type { Delivery } from './deliver.ts';
import type { Endpoint } from './endpoints.ts';
import type { AlarmNews } from './notification.ts';

/** What became of a notification, as its record on `notifications.events`. */
export function outcomeRecord(
  codecs: Pick<Codecs, 'encode'>,
  endpoint: Endpoint,
  { value: { tenant, alarmId, eventId: alarmEventId } }: AlarmNews,
  delivery: Delivery,
): OutRecord {
  const deliveryId = uuidV5('webhook', endpoint.name, tenant, alarmEventId);
  const eventId = uuidV5('webhook-outcome', deliveryId);
  const occurredAt = nowMicros();
  const about = { eventId, tenant, deliveryId, alarmEventId, alarmId, endpoint: endpoint.name, occurredAt };
  const attributes = { key: `${tenant}/${alarmId}`, id: eventId, source: SOURCE, time: occurredAt };
  const of = <T>(contract: EventContract<T>, data: NoInfer<T>): OutRecord =>
    eventRecord<T>(codecs, contract, data, attributes);
  const { attempts } = delivery;
  if (delivery.kind === 'delivered') {
    return of(WebhookDelivered, { ...about, attempts, statusCode: delivery.statusCode });
  }
  return of(WebhookFailed, { ...about, attempts, statusCode: delivery.statusCode, detail: delivery.detail });
}

// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';

/** A receiver took the notification of an alarm event. */
export interface WebhookDelivered {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Identity of the delivery, a UUID made from the alarm event and the endpoint; the receiver can drop a repeat by it. */
  readonly deliveryId: string;
  /** eventId of the alarm event that was sent. */
  readonly alarmEventId: string;
  /** Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key. */
  readonly alarmId: string;
  /** Name of the endpoint in the settings, never its address or secret. */
  readonly endpoint: string;
  /** Number of tries, the last included. */
  readonly attempts: number;
  /** HTTP status of the receiver, 200 to 299. */
  readonly statusCode: number;
  /** When it was taken, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A receiver took the notification of an alarm event. */
export const WebhookDelivered: EventContract<WebhookDelivered> = /* @__PURE__ */ defineContract<WebhookDelivered>({
  name: 'WebhookDelivered',
  fullName: 'io.millrace.notifications.v1.WebhookDelivered',
  topic: 'notifications.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"WebhookDelivered\",\"namespace\":\"io.millrace.notifications.v1\",\"doc\":\"A receiver took the notification of an alarm event.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"deliveryId\",\"type\":\"string\",\"doc\":\"Identity of the delivery, a UUID made from the alarm event and the endpoint; the receiver can drop a repeat by it.\"},{\"name\":\"alarmEventId\",\"type\":\"string\",\"doc\":\"eventId of the alarm event that was sent.\"},{\"name\":\"alarmId\",\"type\":\"string\",\"doc\":\"Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key.\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"Name of the endpoint in the settings, never its address or secret.\"},{\"name\":\"attempts\",\"type\":\"int\",\"doc\":\"Number of tries, the last included.\"},{\"name\":\"statusCode\",\"type\":\"int\",\"doc\":\"HTTP status of the receiver, 200 to 299.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was taken, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A notification was given up: the receiver refused it or all tries failed. */
export interface WebhookFailed {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Identity of the delivery, a UUID made from the alarm event and the endpoint; the receiver can drop a repeat by it. */
  readonly deliveryId: string;
  /** eventId of the alarm event that was sent. */
  readonly alarmEventId: string;
  /** Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key. */
  readonly alarmId: string;
  /** Name of the endpoint in the settings, never its address or secret. */
  readonly endpoint: string;
  /** Number of tries, the last included. */
  readonly attempts: number;
  /** HTTP status of the last try; null when there was no answer. */
  readonly statusCode: number | null;
  /** Why it was given up, one sentence for a person. */
  readonly detail: string;
  /** When it was given up, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A notification was given up: the receiver refused it or all tries failed. */
export const WebhookFailed: EventContract<WebhookFailed> = /* @__PURE__ */ defineContract<WebhookFailed>({
  name: 'WebhookFailed',
  fullName: 'io.millrace.notifications.v1.WebhookFailed',
  topic: 'notifications.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"WebhookFailed\",\"namespace\":\"io.millrace.notifications.v1\",\"doc\":\"A notification was given up: the receiver refused it or all tries failed.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"deliveryId\",\"type\":\"string\",\"doc\":\"Identity of the delivery, a UUID made from the alarm event and the endpoint; the receiver can drop a repeat by it.\"},{\"name\":\"alarmEventId\",\"type\":\"string\",\"doc\":\"eventId of the alarm event that was sent.\"},{\"name\":\"alarmId\",\"type\":\"string\",\"doc\":\"Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key.\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"Name of the endpoint in the settings, never its address or secret.\"},{\"name\":\"attempts\",\"type\":\"int\",\"doc\":\"Number of tries, the last included.\"},{\"name\":\"statusCode\",\"type\":[\"null\",\"int\"],\"default\":null,\"doc\":\"HTTP status of the last try; null when there was no answer.\"},{\"name\":\"detail\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Why it was given up, one sentence for a person.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was given up, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

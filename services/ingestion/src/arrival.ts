import type { Protocol } from '@millrace/contracts';
import type { EpochMicros } from '@millrace/domain';

/** A device message at the door: where it came from and what it was, before anybody judged it. */
export interface Arrival {
  readonly tenant: string;
  readonly protocol: Protocol;
  readonly receivedAt: EpochMicros;
  readonly contentType: string;
  /** The original bytes of this message; cut out of a batch only when they are needed. */
  bytes(): Buffer;
  /** Device ids the sender may speak for; undefined when the broker's access list has seen to that. */
  readonly scope?: readonly string[];
  /** The device an MQTT topic names. */
  readonly topicDevice?: string;
  /** What makes a redelivery the same event: the MQTT topic, the whole payload, and the place in it. */
  readonly delivery?: { readonly topic: string; readonly payload: Uint8Array; readonly index: number };
}

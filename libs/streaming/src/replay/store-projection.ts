import type { Codecs, Decoded } from '@millrace/contracts';
import type { KeyValueStore } from '../stream/key-value-store.ts';
import type { InRecord, StoreSpec } from '../types.ts';

/** A state store that a topic of events decides alone: what was decided folds back into the state it was decided with. */
export interface StoreProjection<V> {
  /** The live stream whose tasks keep the store; its input topics have the partitions of `topic`. */
  readonly stream: string;
  /** The service that the stream belongs to: first part of the changelog's name. */
  readonly service: string;
  readonly store: StoreSpec<KeyValueStore<V>>;
  /** The events, which the live stream writes in the same transactions as the changelog. */
  readonly topic: string;
  /** What the live step does to the store because of an event; events of other things are passed over. */
  fold(store: KeyValueStore<V>, event: Decoded, record: InRecord): void;
}

export type StoreCodecs = Pick<Codecs, 'prepare' | 'decode'>;

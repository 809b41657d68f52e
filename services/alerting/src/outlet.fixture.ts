import { Codecs, type Decoded, type EventType, type EventTypes } from '@millrace/contracts';
import type { InRecord, OutRecord } from '@millrace/streaming';
import { SavedStores } from '@millrace/testing/saved-stores';

export const codecs = Codecs.withoutRegistry();

/** An outlet in memory. */
export class RecordingOutlet extends SavedStores {
  readonly emitted: OutRecord[] = [];

  emit(record: OutRecord): void {
    this.emitted.push(record);
  }
  /** Every record of a type that was emitted, decoded. */
  of<K extends EventType>(type: K): EventTypes[K][] {
    const all = this.emitted.map(({ value }) => codecs.decode(value as Buffer) as Decoded);
    return all.filter((one) => one.type === type).map(({ value }) => value as EventTypes[K]);
  }
}

export const inRecord = (topic: string, offset: number, key = 'acme/press-7'): InRecord => ({
  topic,
  partition: 3,
  offset,
  timestamp: 0,
  key: Buffer.from(key),
  value: Buffer.alloc(0),
  headers: {},
});

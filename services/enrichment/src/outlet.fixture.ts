import { Codecs, type EventContract } from '@millrace/contracts';
import type { InRecord, OutRecord } from '@millrace/streaming';
import { SavedStores } from '@millrace/testing/saved-stores';
import type { Outlet } from './outlet.ts';

/** An outlet that keeps what a step writes. */
export class RecordingOutlet extends SavedStores implements Outlet {
  readonly emitted: OutRecord[] = [];

  emit(record: OutRecord): void {
    this.emitted.push(record);
  }

  /** Every record of a contract that was emitted, decoded. */
  of<T>(contract: EventContract<T>): T[] {
    const decoded = this.emitted.map((record) => plainCodecs.decode(record.value as Buffer));
    return decoded.flatMap((one) => (one?.type === contract.name ? [one.value as T] : []));
  }
}

export const plainCodecs = Codecs.withoutRegistry();

/** A record as read from partition 3 of its topic. */
export function inRecord(topic: string, offset: number, key: string, value: Buffer | null): InRecord {
  return { topic, partition: 3, offset, timestamp: 0, key: Buffer.from(key), value, headers: {} };
}

import type { AppendProducer, OutRecord } from '@millrace/streaming';

const AT_ONCE = 5_000;

/** Appends every record, some thousands at a time; how many there were. */
export async function appendAll(producer: AppendProducer, records: Iterable<OutRecord>): Promise<number> {
  let count = 0;
  let waiting: OutRecord[] = [];
  for (const record of records) {
    waiting.push(record);
    if (waiting.length < AT_ONCE) continue;
    count += (await producer.appendAll(waiting)).length;
    waiting = [];
  }
  return count + (await producer.appendAll(waiting)).length;
}

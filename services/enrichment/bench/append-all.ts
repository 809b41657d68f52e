import type { AppendProducer, OutRecord } from '@millrace/streaming';

const AT_ONCE = 5_000;

/** Appends every record, some thousands at a time. */
export async function appendAll(producer: AppendProducer, records: Iterable<OutRecord>): Promise<void> {
  let waiting: Promise<unknown>[] = [];
  for (const record of records) {
    waiting.push(producer.append(record));
    if (waiting.length < AT_ONCE) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
}

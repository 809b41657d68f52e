import { array, PATIENT, select, type Versions } from '@millrace/clickhouse';
import type { SinkPosition } from '@millrace/streaming';

/** Blocks that were announced but are not committed: their ranges, by partition. */
function ranges(positions: readonly SinkPosition[]): { from: number[]; to: number[] } {
  return {
    from: positions.map(({ announced }) => announced?.first ?? 0),
    to: positions.map(({ announced }) => (announced === undefined ? 0 : announced.last + 1)),
  };
}

/**
 * Whether the live table has rows of a block that its writer has not committed yet. Such a block is in doubt: its writer will try it
 * again (or is just about to commit it), and only the table that has it knows its token.
 */
export async function anyInDoubt(
  { client, live }: Versions,
  table: string,
  positions: readonly SinkPosition[],
  kafkaTopic?: string,
): Promise<boolean> {
  if (positions.every(({ announced }) => announced === undefined)) return false;
  const { from, to } = ranges(positions);
  const ofTopic = kafkaTopic === undefined ? '' : 'AND kafka_topic = {topic:String}';
  const [row] = await select<{ found: number }>(
    client,
    `SELECT count() AS found FROM ${live}.${table} WHERE kafka_offset >= {from:Array(Int64)}[kafka_partition + 1]
       AND kafka_offset < {to:Array(Int64)}[kafka_partition + 1] ${ofTopic}`,
    { from: array(from), to: array(to), topic: kafkaTopic ?? '' },
    PATIENT,
  );
  return (row?.found ?? 0) > 0;
}

import { type ClickHouse, ReadingsBlock } from '@millrace/clickhouse';
import { numberOf } from '../clickhouse.ts';

/** A ready-made body of one block in ClickHouse's Native format. */
export interface NativeBody {
  readonly rows: number;
  readonly bytes: Buffer;
}

export const READINGS_COLUMNS = ReadingsBlock.COLUMNS.join(', ');

/** The rows of `readings` as the engine itself writes them in Native, in blocks of `records` Kafka records of one partition each. */
export async function nativeBodies(client: ClickHouse, records: number): Promise<NativeBody[]> {
  const bodies: NativeBody[] = [];
  const partitions = await numberOf(client, 'SELECT max(kafka_partition) + 1 FROM readings');
  for (let partition = 0; partition < partitions; partition += 1) {
    const end = await numberOf(
      client,
      `SELECT max(kafka_offset) + 1 FROM readings WHERE kafka_partition = ${partition}`,
    );
    for (let from = 0; from < end; from += records) {
      const bytes = await nativeBody(client, partition, from, from + records);
      if (bytes.length > 0) bodies.push({ rows: rowsOf(bytes), bytes });
    }
  }
  const [wanted, read] = [
    await numberOf(client, 'SELECT count() FROM readings'),
    bodies.reduce((n, b) => n + b.rows, 0),
  ];
  // More would be a body of several blocks, of which only the first says how many rows it has.
  if (read !== wanted) throw new Error(`bodies of ${read} rows were read of ${wanted}`);
  return bodies;
}

async function nativeBody(client: ClickHouse, partition: number, from: number, to: number): Promise<Buffer> {
  const where = `kafka_partition = ${partition} AND kafka_offset >= ${from} AND kafka_offset < ${to}`;
  const query = `SELECT ${READINGS_COLUMNS} FROM readings WHERE ${where} ORDER BY kafka_offset, reading_index FORMAT Native`;
  const clickhouse_settings = { max_block_size: '10000000', max_threads: 1 };
  const { stream } = await client.exec({ query, clickhouse_settings });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The second number of a block's head: columns, rows. */
function rowsOf(block: Buffer): number {
  let at = 0;
  const varUint = (): number => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = block[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
      shift += 7;
    }
  };
  varUint();
  return varUint();
}

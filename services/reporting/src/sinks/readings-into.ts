import { isUuid, ReadingLineage, ReadingsBlock } from '@millrace/clickhouse';
import { EnrichedBlock, EnrichedReader, TelemetryEnriched, VALUE_KINDS } from '@millrace/contracts';
import { traceIdOf, type InRecord } from '@millrace/streaming';
import { decode, type Decoding, type Destination, type FillingBlock } from './destination.ts';
import { instant, misplaced, place, Unusable } from './to-rows.ts';

/**
 * Every reading of a record as a row, with the way it came: device message, its place on both topics, its trace. The hot path of
 * the service: values go from the record's bytes into the columns of the block.
 */
export const readingsInto = (stream: string): Destination => ({
  stream,
  table: ReadingsBlock.TABLE,
  start: (codecs, records) => new FillingReadings(codecs, records),
});

class FillingReadings implements FillingBlock {
  readonly body: ReadingsBlock;
  readonly #codecs: Decoding;
  readonly #reader: EnrichedReader;
  readonly #events: EnrichedBlock;
  readonly #lineage: ReadingLineage;

  constructor(codecs: Decoding, records: number) {
    this.#codecs = codecs;
    this.#reader = new EnrichedReader(codecs.idOf(TelemetryEnriched));
    this.#events = new EnrichedBlock(records);
    this.#lineage = new ReadingLineage(records);
    this.body = new ReadingsBlock(this.#events, this.#lineage);
  }

  add(record: InRecord): void {
    const { value } = record;
    if (value === null || !this.#reader.read(value, this.#events)) this.#decode(record);
    try {
      settle(this.#events);
    } catch (error) {
      this.#events.drop();
      throw error;
    }
    this.#lineage.enter(record.partition, record.offset, traceIdOf(record) ?? '');
  }

  /** The general way, which also says what is wrong. */
  #decode(record: InRecord): void {
    const decoded = decode(this.#codecs, record);
    if (decoded.type !== 'TelemetryEnriched') throw misplaced(decoded, record);
    const { eventId } = decoded.value;
    if (!isUuid(eventId)) {
      const detail = `eventId is '${eventId}'`;
      throw new Unusable({ code: 'INVALID_EVENT_ID', field: 'eventId', rule: 'must be a UUID', detail });
    }
    this.#reader.take(decoded.value, this.#events);
  }
}

/** Everything that the table could refuse of the newest record; numbers that it does not hold become nothing. */
function settle({
  records,
  rows,
  starts,
  receivedAt,
  sourcePartition,
  occurredAt,
  index,
  kind,
  number,
}: EnrichedBlock): void {
  // In bounds: there is a newest record.
  instant('receivedAt', receivedAt[records - 1]!);
  place('sourcePartition', sourcePartition[records - 1]!);
  for (let row = starts[records - 1]!; row < rows; row++) {
    instant('occurredAt', occurredAt[row]!);
    place('index', index[row]!);
    if (kind[row] === VALUE_KINDS.number && !Number.isFinite(number[row])) kind[row] = VALUE_KINDS.nothing;
  }
}

import { isUuid, ReadingsBlock, type ReadingColumns } from '@millrace/clickhouse';
import { EnrichedColumns, EnrichedReader, TelemetryEnriched, VALUE_KINDS } from '@millrace/contracts';
import type { InRecord } from '@millrace/streaming';
import { decode, type Decoding, type Destination, type FillingBlock } from './destination.ts';
import { traceIdOf } from './header.ts';
import { finite, instant, misplaced, place, Unusable } from './to-rows.ts';

/**
 * Every reading of a record as a row, with the way it came: device message, its place on both topics, its trace. The hot path of
 * the service: values go from the record's bytes into the columns of the block.
 */
export const readingsInto = (stream: string): Destination => ({
  stream,
  table: ReadingsBlock.TABLE,
  start: (codecs) => new FillingReadings(codecs),
});

class FillingReadings implements FillingBlock {
  readonly body = new ReadingsBlock();
  readonly #codecs: Decoding;
  readonly #reader: EnrichedReader;
  readonly #columns = new EnrichedColumns();
  readonly #values = new StoredValues(this.#columns);

  constructor(codecs: Decoding) {
    this.#codecs = codecs;
    this.#reader = new EnrichedReader(codecs.idOf(TelemetryEnriched));
  }

  add(record: InRecord): void {
    const event = this.#columns;
    if (record.value === null || !this.#reader.read(record.value, event)) {
      const decoded = decode(this.#codecs, record);
      if (decoded.type !== 'TelemetryEnriched') throw misplaced(decoded, record);
      event.take(decoded.value);
    }
    check(event);
    this.body.add(
      {
        tenant: event.tenant,
        assetId: event.assetId,
        assetPath: event.assetPath,
        receivedAt: event.receivedAt,
        deviceId: event.deviceId,
        eventId: event.eventId,
        shift: event.shift ?? '',
        sourcePartition: event.sourcePartition,
        sourceOffset: event.sourceOffset,
        kafkaPartition: record.partition,
        kafkaOffset: record.offset,
        traceId: traceIdOf(record),
      },
      this.#values,
    );
  }
}

/** Everything that the columns could refuse, before anything is added. */
function check(event: EnrichedColumns): void {
  const { eventId } = event;
  if (!isUuid(eventId)) {
    const detail = `eventId is '${eventId}'`;
    throw new Unusable({ code: 'INVALID_EVENT_ID', field: 'eventId', rule: 'must be a UUID', detail });
  }
  instant('receivedAt', event.receivedAt);
  place('sourcePartition', event.sourcePartition);
  for (let at = 0; at < event.count; at++) {
    // In bounds: every column has `count` places.
    instant('occurredAt', event.occurredAt[at]!);
    place('index', event.index[at]!);
  }
}

/** The readings of the record that the columns hold now, as they are stored. */
class StoredValues implements ReadingColumns {
  readonly #of: EnrichedColumns;

  constructor(of: EnrichedColumns) {
    this.#of = of;
  }

  get count() {
    return this.#of.count;
  }
  get index() {
    return this.#of.index;
  }
  get metric() {
    return this.#of.metric;
  }
  get occurredAt() {
    return this.#of.occurredAt;
  }
  get unit() {
    return this.#of.unit;
  }
  get quality() {
    return this.#of.quality;
  }
  number(at: number): number | null {
    return this.#of.kind[at] === VALUE_KINDS.number ? finite(this.#of.number[at]) : null;
  }
  text(at: number): string | null {
    return this.#of.kind[at] === VALUE_KINDS.text ? this.#of.text[at]! : null;
  }
  truth(at: number): boolean | null {
    return this.#of.kind[at] === VALUE_KINDS.truth ? this.#of.number[at] === 1 : null;
  }
}

import { enrichedLayout } from './enriched-layout.ts';
import type { Quality } from './generated/index.ts';
import type { ReceivedColumns } from './received-columns.ts';
import { HEADER_BYTES, writeHeader } from './wire-format.ts';
import { writeLong, writePart, writeRaw, writeText } from './write-avro.ts';

/** Values are cut from slabs, see encoder.ts. */
const SLAB_BYTES = 64 * 1024;

/** No long takes more bytes. */
const LONG_BYTES = 10;
const DOUBLE_BYTES = 8;
/** A UTF-16 unit takes at most three bytes in UTF-8. */
const BYTES_A_UNIT = 3;
/** Lengths of eventId and shift; receivedAt, sourcePartition, sourceOffset; the shift's branch; count of the readings. */
const ENVELOPE_BYTES = HEADER_BYTES + 6 * LONG_BYTES + 1;
/** Index, occurredAt, the value and its branch, quality, and the end of the readings. */
const READING_BYTES = 3 * LONG_BYTES + DOUBLE_BYTES + 3;

/** What is taken over from the message, as it lies in its bytes. */
export type EnrichedOrigin = Pick<ReceivedColumns, 'bytes' | 'eventIdAt' | 'eventIdEnd' | 'receivedAt'>;

/** Where the message stands on its topic. */
export interface SourcePlace {
  readonly partition: number;
  readonly offset: number;
}

/**
 * Writes TelemetryEnriched in the wire format piece by piece: the bytes that `Codecs.encode` gives for the same record, without
 * objects and texts. The pieces that are the same in every record of an asset are given as Avro (`avroTexts`). Pieces come in this
 * order: `begin`; for each reading `reading`, its value, `measured`; `end`. What they are given is not checked against the contract:
 * numbers have to be whole where it says so, and longs at most ±(2^53 - 2).
 */
export class EnrichedWriter {
  readonly #schemaId: number;
  readonly #noShift: number;
  readonly #shift: number;
  readonly #branches;
  readonly #qualities;
  #bytes = Buffer.alloc(0);
  /** `Buffer.writeDoubleLE` takes several times as long. */
  #view = new DataView(new ArrayBuffer(0));
  /** Where the record begins, and where its next piece goes. */
  #start = 0;
  #at = 0;
  #hasReadings = false;

  /** @param schemaId of TelemetryEnriched, see `Codecs.idOf` */
  constructor(schemaId: number) {
    this.#schemaId = schemaId;
    const { noShift, shift, branches, qualities } = enrichedLayout();
    this.#noShift = noShift;
    this.#shift = shift;
    this.#branches = branches;
    this.#qualities = qualities;
  }

  /**
   * Everything before the readings.
   * @param place tenant, asset id, asset path and device id as Avro
   * @param count how many readings will follow
   */
  begin(origin: EnrichedOrigin, place: Uint8Array, source: SourcePlace, shift: string | null, count: number): void {
    const { bytes, eventIdAt, eventIdEnd, receivedAt } = origin;
    this.#start = this.#at;
    this.#room(ENVELOPE_BYTES + eventIdEnd - eventIdAt + place.length + BYTES_A_UNIT * (shift?.length ?? 0));
    const target = this.#bytes;
    writeHeader(target, this.#at, this.#schemaId);
    let at = writePart(target, this.#at + HEADER_BYTES, bytes, eventIdAt, eventIdEnd);
    at = writeRaw(target, at, place, 0, place.length);
    at = writeLong(target, at, receivedAt);
    at = writeLong(target, at, source.partition);
    at = writeLong(target, at, source.offset);
    if (shift === null) {
      target[at++] = this.#noShift;
    } else {
      target[at++] = this.#shift;
      at = writeText(target, at, shift);
    }
    this.#hasReadings = count > 0;
    this.#at = this.#hasReadings ? writeLong(target, at, count) : at;
  }

  /**
   * A reading up to its value.
   * @param metric as Avro
   * @param occurredAt microseconds since 1970 UTC
   */
  reading(index: number, metric: Uint8Array, occurredAt: number): void {
    this.#room(READING_BYTES + metric.length);
    const target = this.#bytes;
    const at = writeRaw(target, writeLong(target, this.#at, index), metric, 0, metric.length);
    this.#at = writeLong(target, at, occurredAt);
  }

  number(value: number): void {
    this.#bytes[this.#at] = this.#branches.number;
    this.#view.setFloat64(this.#at + 1, value, true);
    this.#at += 1 + DOUBLE_BYTES;
  }

  truth(value: boolean): void {
    this.#bytes[this.#at++] = this.#branches.truth;
    this.#bytes[this.#at++] = value ? 1 : 0;
  }

  /** A text by where it lies in bytes that are UTF-8. */
  text(bytes: Uint8Array, from: number, to: number): void {
    this.#room(READING_BYTES + to - from);
    this.#bytes[this.#at] = this.#branches.text;
    this.#at = writePart(this.#bytes, this.#at + 1, bytes, from, to);
  }

  nothing(): void {
    this.#bytes[this.#at++] = this.#branches.nothing;
  }

  /**
   * A reading from its value on.
   * @param unit as Avro
   */
  measured(unit: Uint8Array, quality: Quality): void {
    this.#room(READING_BYTES + unit.length);
    const at = writeRaw(this.#bytes, this.#at, unit, 0, unit.length);
    this.#bytes[at] = this.#qualities[quality];
    this.#at = at + 1;
  }

  /** The record. The buffer is the caller's: nothing writes to it afterwards. */
  end(): Buffer {
    if (!this.#hasReadings) this.#room(1);
    this.#bytes[this.#at++] = 0; // no further block of readings
    return this.#bytes.subarray(this.#start, this.#at);
  }

  /** Sees to it that there is room for so many bytes more: else the record moves, with what is there of it, to a new slab. */
  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const written = this.#at - this.#start;
    const slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, 2 * (written + bytes)));
    this.#bytes.copy(slab, 0, this.#start, this.#at);
    this.#bytes = slab;
    this.#view = new DataView(slab.buffer, slab.byteOffset, slab.length);
    this.#start = 0;
    this.#at = written;
  }
}

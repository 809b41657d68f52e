import { type Protocol, type Quality, TelemetryReceived } from './generated/index.ts';
import { receivedLayout } from './received-layout.ts';
import { HEADER_BYTES, writeHeader } from './wire-format.ts';
import { writeBytes, writeLong, writeText } from './write-avro.ts';

/** Values are cut from slabs, see encoder.ts. */
const SLAB_BYTES = 64 * 1024;
const OWN_BUFFER_BYTES = SLAB_BYTES / 4;

/** No long takes more bytes. */
const LONG_BYTES = 10;
const DOUBLE_BYTES = 8;
/** A UTF-16 unit takes at most three bytes in UTF-8. */
const BYTES_A_UNIT = 3;
/** Lengths of eventId, tenant and deviceId; protocol; receivedAt; sequence and its branch; count and end of the readings. */
const ENVELOPE_BYTES = HEADER_BYTES + 7 * LONG_BYTES + 3;
/** Length of the metric, occurredAt, value and its branch, quality. */
const READING_BYTES = 2 * LONG_BYTES + DOUBLE_BYTES + 2;

/** A text by its UTF-8. */
export interface Utf8Text {
  readonly bytes: Uint8Array;
}

/** A record without its readings. */
export interface ReceivedHead {
  readonly eventId: string;
  readonly tenant: string;
  readonly device: Utf8Text;
  readonly protocol: Protocol;
  /** Microseconds since 1970 UTC. */
  readonly receivedAt: number;
  readonly sequence: number | null;
}

/** Readings whose values are numbers, by columns. */
export interface ReadingColumns {
  readonly metrics: readonly Utf8Text[];
  /** Microseconds since 1970 UTC. */
  readonly occurredAt: Float64Array;
  readonly values: Float64Array;
  /** Places in the qualities that the writer was made with. */
  readonly qualities: Uint8Array;
}

/**
 * Writes TelemetryReceived in the wire format straight from columns: the bytes that `Codecs.encode` gives for the same record,
 * without an object for each reading. What it is given is not checked against the contract: texts have to be well-formed, longs
 * whole and at most ±(2^53 - 2).
 */
export class ReceivedWriter {
  readonly #schemaId: number;
  readonly #layout = receivedLayout(TelemetryReceived);
  /** The Avro byte of each quality code. */
  readonly #qualities: Uint8Array;
  #slab = roomOf(SLAB_BYTES);
  #used = 0;

  /**
   * @param schemaId of TelemetryReceived, see `Codecs.idOf`
   * @param qualities what the codes in `ReadingColumns.qualities` mean
   */
  constructor(schemaId: number, qualities: readonly Quality[]) {
    this.#schemaId = schemaId;
    this.#qualities = Uint8Array.from(qualities, (quality) => this.#layout.qualities[quality]);
  }

  /** Writes a record with the readings from `first` up to `end`. The buffer is the caller's: nothing writes to it afterwards. */
  write(head: ReceivedHead, columns: ReadingColumns, first: number, end: number): Buffer {
    const most = mostBytes(head, columns, first, end);
    if (most > OWN_BUFFER_BYTES) {
      const own = roomOf(most);
      return own.bytes.subarray(0, this.#record(own, 0, head, columns, first, end));
    }
    if (this.#used + most > SLAB_BYTES) {
      this.#slab = roomOf(SLAB_BYTES);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used = this.#record(this.#slab, start, head, columns, first, end);
    return this.#slab.bytes.subarray(start, this.#used);
  }

  /** Returns the place after the record, as everything that writes here does. */
  #record(room: Room, start: number, head: ReceivedHead, columns: ReadingColumns, first: number, end: number): number {
    const { protocols, branches } = this.#layout;
    const target = room.bytes;
    writeHeader(target, start, this.#schemaId);
    let at = writeText(target, start + HEADER_BYTES, head.eventId);
    at = writeText(target, at, head.tenant);
    at = writeBytes(target, at, head.device.bytes);
    target[at++] = protocols[head.protocol];
    at = writeLong(target, at, head.receivedAt);
    target[at++] = head.sequence === null ? branches.noSequence : branches.sequence;
    if (head.sequence !== null) at = writeLong(target, at, head.sequence);
    if (end > first) at = this.#readings(room, writeLong(target, at, end - first), columns, first, end);
    target[at++] = 0; // no further block of readings
    return at;
  }

  #readings({ bytes: target, view }: Room, start: number, columns: ReadingColumns, first: number, end: number): number {
    const { metrics, occurredAt, values, qualities } = columns;
    const { number } = this.#layout.branches;
    let at = start;
    for (let index = first; index < end; index++) {
      // In bounds: the caller says that the columns hold these readings.
      at = writeBytes(target, at, metrics[index]!.bytes);
      at = writeLong(target, at, occurredAt[index]!);
      target[at++] = number;
      view.setFloat64(at, values[index]!, true);
      at += DOUBLE_BYTES;
      target[at++] = this.#qualities[qualities[index]!]!;
    }
    return at;
  }
}

/** Bytes to write to. `Buffer.writeDoubleLE` takes several times as long as a DataView. */
interface Room {
  readonly bytes: Buffer;
  readonly view: DataView;
}

function roomOf(size: number): Room {
  const bytes = Buffer.allocUnsafeSlow(size);
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, size) };
}

function mostBytes({ eventId, tenant, device }: ReceivedHead, { metrics }: ReadingColumns, first: number, end: number) {
  let bytes = ENVELOPE_BYTES + BYTES_A_UNIT * (eventId.length + tenant.length) + device.bytes.length;
  // In bounds: the caller says that the columns hold these readings.
  for (let index = first; index < end; index++) bytes += READING_BYTES + metrics[index]!.bytes.length;
  return bytes;
}

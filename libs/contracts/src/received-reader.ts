import { TelemetryReceived } from './generated/index.ts';
import { symbolsByByte } from './layout.ts';
import { QuickCursor } from './quick-cursor.ts';
import { readValue } from './read-value.ts';
import type { ReceivedColumns } from './received-columns.ts';
import { receivedLayout } from './received-layout.ts';
import { HEADER_BYTES, hasSchema } from './wire-format.ts';

/**
 * Reads TelemetryReceived in the wire format into columns, without making a text of anything. It knows only how this version of the
 * contract writes, in one block of readings, event ids and text values that are ASCII, and only what is whole: everything else is for
 * `Codecs.decode`, which also says what is wrong.
 */
export class ReceivedReader {
  readonly #schemaId: number;
  readonly #branches;
  readonly #protocols;
  readonly #qualities;
  readonly #cursor = new QuickCursor();

  /** @param schemaId of TelemetryReceived, see `Codecs.idOf` */
  constructor(schemaId: number) {
    this.#schemaId = schemaId;
    const { branches, protocols, qualities } = receivedLayout(TelemetryReceived);
    this.#branches = branches;
    this.#protocols = symbolsByByte(protocols);
    this.#qualities = symbolsByByte(qualities);
  }

  /** Whether it could; if not, the columns hold nothing of use. They refer to the bytes and hold until those change. */
  read(value: Buffer, columns: ReceivedColumns): boolean {
    if (!hasSchema(value, this.#schemaId)) return false;
    const cursor = this.#cursor;
    cursor.start(value, HEADER_BYTES);
    columns.bytes = value;
    columns.eventIdAt = cursor.ascii();
    columns.eventIdEnd = cursor.at;
    columns.sourceAt = cursor.at;
    cursor.text();
    cursor.text();
    columns.sourceEnd = cursor.at;
    const protocol = this.#protocols[cursor.byte()];
    if (protocol === undefined) return false;
    columns.protocol = protocol;
    columns.receivedAt = cursor.long();
    columns.sequence = this.#sequence();
    const count = cursor.long();
    // A reading takes more than a byte: a count beyond what is left is corrupt.
    if (cursor.lost || count < 0 || count > cursor.left) return false;
    columns.reserve(count);
    columns.count = count;
    for (let place = 0; place < count; place++) if (!this.#reading(columns, place)) return false;
    // Without readings there is no block, so no end of a block either.
    return (count === 0 || cursor.byte() === 0) && cursor.ended;
  }

  #sequence(): number | null {
    const branch = this.#cursor.byte();
    if (branch === this.#branches.noSequence) return null;
    if (branch !== this.#branches.sequence) this.#cursor.lost = true;
    return this.#cursor.long();
  }

  #reading(columns: ReceivedColumns, place: number): boolean {
    const cursor = this.#cursor;
    const length = cursor.long();
    if (length < 0 || length > cursor.left) return false;
    columns.metricAt[place] = cursor.at;
    columns.metricEnd[place] = cursor.at += length;
    columns.occurredAt[place] = cursor.long();
    readValue(cursor, this.#branches, columns, place, true);
    const quality = this.#qualities[cursor.byte()];
    if (quality === undefined || cursor.lost) return false;
    columns.quality[place] = quality;
    return true;
  }
}

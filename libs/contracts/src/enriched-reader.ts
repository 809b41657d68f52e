import { VALUE_KINDS, type EnrichedColumns } from './enriched-columns.ts';
import { enrichedLayout } from './enriched-layout.ts';
import { symbolsByByte } from './layout.ts';
import { QuickCursor } from './quick-cursor.ts';
import { HEADER_BYTES, hasSchema } from './wire-format.ts';

/**
 * Reads TelemetryEnriched in the wire format straight into columns. It knows only how this version of the contract writes, in one
 * block of readings, and only what is whole: everything else is for `Codecs.decode`, which also says what is wrong.
 */
export class EnrichedReader {
  readonly #schemaId: number;
  readonly #layout = enrichedLayout();
  readonly #qualities = symbolsByByte(this.#layout.qualities);
  readonly #cursor = new QuickCursor();

  /** @param schemaId of TelemetryEnriched, see `Codecs.idOf` */
  constructor(schemaId: number) {
    this.#schemaId = schemaId;
  }

  /** Whether it could; if not, the columns hold nothing of use. */
  read(value: Buffer, columns: EnrichedColumns): boolean {
    if (!hasSchema(value, this.#schemaId)) return false;
    const cursor = this.#cursor;
    cursor.start(value, HEADER_BYTES);
    columns.eventId = cursor.text(undefined);
    columns.tenant = cursor.text(columns.tenant);
    columns.assetId = cursor.text(undefined);
    columns.assetPath = cursor.text(undefined);
    columns.deviceId = cursor.text(undefined);
    columns.receivedAt = cursor.long();
    columns.sourcePartition = cursor.long();
    columns.sourceOffset = cursor.long();
    columns.shift = this.#shift(columns.shift);
    const count = cursor.long();
    // A reading takes more than a byte: a count beyond what is left is corrupt.
    if (cursor.lost || count < 0 || count > cursor.left) return false;
    columns.reserve(count);
    columns.count = count;
    for (let place = 0; place < count; place++) if (!this.#reading(columns, place)) return false;
    // Without readings there is no block, so no end of a block either.
    return (count === 0 || cursor.byte() === 0) && cursor.ended;
  }

  #shift(guess: string | null): string | null {
    const branch = this.#cursor.byte();
    if (branch === this.#layout.noShift) return null;
    if (branch !== this.#layout.shift) this.#cursor.lost = true;
    return this.#cursor.text(guess ?? undefined);
  }

  #reading(columns: EnrichedColumns, place: number): boolean {
    const cursor = this.#cursor;
    columns.index[place] = cursor.long();
    columns.metric[place] = cursor.text(columns.metric[place]);
    columns.occurredAt[place] = cursor.long();
    this.#value(columns, place, cursor.byte());
    columns.unit[place] = cursor.text(columns.unit[place]);
    const quality = this.#qualities[cursor.byte()];
    if (quality === undefined || cursor.lost) return false;
    columns.quality[place] = quality;
    return true;
  }

  #value(columns: EnrichedColumns, place: number, branch: number): void {
    const { nothing, number, truth, text } = this.#layout.branches;
    const cursor = this.#cursor;
    if (branch === number) {
      columns.kind[place] = VALUE_KINDS.number;
      columns.number[place] = cursor.double();
    } else if (branch === text) {
      columns.kind[place] = VALUE_KINDS.text;
      columns.text[place] = cursor.text(columns.text[place]);
    } else if (branch === truth) {
      columns.kind[place] = VALUE_KINDS.truth;
      const byte = cursor.byte();
      columns.number[place] = byte;
      if (byte > 1) cursor.lost = true;
    } else {
      columns.kind[place] = VALUE_KINDS.nothing;
      if (branch !== nothing) cursor.lost = true;
    }
  }
}

import type { types } from 'avsc';
import { VALUE_KINDS, type EnrichedColumns } from './enriched-columns.ts';
import { TelemetryEnriched, type Quality } from './generated/index.ts';
import { branchByte, fieldsOf, symbolBytes } from './layout.ts';
import { QuickCursor } from './quick-cursor.ts';
import { HEADER_BYTES } from './wire-format.ts';

const FIELDS = 'eventId tenant assetId assetPath deviceId receivedAt sourcePartition sourceOffset shift readings';
const READING_FIELDS = 'index metric occurredAt value unit quality';

/** The bytes by which the schema of TelemetryEnriched tells its symbols and branches. */
function layout() {
  const record = fieldsOf(TelemetryEnriched.type, FIELDS);
  const reading = fieldsOf((record('readings') as types.ArrayType).itemsType, READING_FIELDS);
  const qualities: Quality[] = [];
  const bytes = symbolBytes<Quality>(reading('quality'));
  for (const quality of Object.keys(bytes) as Quality[]) qualities[bytes[quality]] = quality;
  const branch = (name: string): number => branchByte(reading('value'), name);
  return {
    noShift: branchByte(record('shift'), 'null'),
    shift: branchByte(record('shift'), 'string'),
    ...{ nothing: branch('null'), number: branch('double'), truth: branch('boolean'), text: branch('string') },
    qualities,
  };
}

/**
 * Reads TelemetryEnriched in the wire format straight into columns. It knows only how this version of the contract writes, in one
 * block of readings, and only what is whole: everything else is for `Codecs.decode`, which also says what is wrong.
 */
export class EnrichedReader {
  readonly #schemaId: number;
  readonly #layout = layout();
  readonly #cursor = new QuickCursor();

  /** @param schemaId of TelemetryEnriched, see `Codecs.idOf` */
  constructor(schemaId: number) {
    this.#schemaId = schemaId;
  }

  /** Whether it could; if not, the columns hold nothing of use. */
  read(value: Buffer, columns: EnrichedColumns): boolean {
    if (value.length < HEADER_BYTES || value[0] !== 0 || value.readInt32BE(1) !== this.#schemaId) return false;
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
    const quality = this.#layout.qualities[cursor.byte()];
    if (quality === undefined || cursor.lost) return false;
    columns.quality[place] = quality;
    return true;
  }

  #value(columns: EnrichedColumns, place: number, branch: number): void {
    const { nothing, number, truth, text } = this.#layout;
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

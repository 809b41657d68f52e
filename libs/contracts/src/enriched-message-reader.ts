import { enrichedLayout } from './enriched-layout.ts';
import { EnrichedMessage } from './enriched-message.ts';
import { symbolsByByte } from './layout.ts';
import { QuickCursor } from './quick-cursor.ts';
import { readValue } from './read-value.ts';
import { HEADER_BYTES, hasSchema } from './wire-format.ts';

/**
 * Reads one TelemetryEnriched after the other in the wire format, without making objects or texts of it. It knows only how this version
 * of the contract writes, in one array block of readings, and only what is whole: everything else is for `Codecs.decode`, which also
 * says what is wrong.
 */
export class EnrichedMessageReader {
  readonly #schemaId: number;
  readonly #layout = enrichedLayout();
  readonly #qualities = symbolsByByte(this.#layout.qualities);
  readonly #cursor = new QuickCursor();
  readonly #message = new EnrichedMessage();

  /** @param schemaId of TelemetryEnriched, see `Codecs.idOf` */
  constructor(schemaId: number) {
    this.#schemaId = schemaId;
  }

  /** The record, in the same object every time; undefined if it could not be read. */
  read(value: Buffer | null): EnrichedMessage | undefined {
    if (value === null || !hasSchema(value, this.#schemaId)) return undefined;
    const cursor = this.#cursor;
    const message = this.#message;
    cursor.start(value, HEADER_BYTES);
    message.bytes = value;
    message.eventIdAt = cursor.text();
    message.eventIdEnd = message.assetAt = cursor.at;
    message.tenantAt = cursor.text();
    message.tenantEnd = cursor.at;
    message.assetIdAt = cursor.text();
    message.assetIdEnd = cursor.at;
    message.pathAt = cursor.text();
    message.pathEnd = cursor.at;
    cursor.text(); // device
    message.receivedAt = cursor.long();
    cursor.int(); // source partition
    cursor.long(); // source offset
    this.#passShift();
    const count = cursor.long();
    // A reading takes more than a byte: a count beyond what is left is corrupt.
    if (cursor.lost || count < 0 || count > cursor.left) return undefined;
    message.reserve(count);
    message.count = count;
    for (let place = 0; place < count && !cursor.lost; place++) this.#reading(message, place);
    // Without readings there is no array block, so no end of one either.
    return (count === 0 || cursor.byte() === 0) && cursor.ended ? message : undefined;
  }

  #passShift(): void {
    const branch = this.#cursor.byte();
    if (branch === this.#layout.shift) this.#cursor.text();
    else if (branch !== this.#layout.noShift) this.#cursor.lost = true;
  }

  #reading(message: EnrichedMessage, place: number): void {
    const cursor = this.#cursor;
    message.indexes[place] = cursor.int();
    message.metricAt[place] = cursor.text();
    message.metricEnd[place] = cursor.at;
    message.times[place] = cursor.long();
    readValue(cursor, this.#layout.branches, message, place, false);
    message.unitAt[place] = cursor.text();
    message.unitEnd[place] = cursor.at;
    const quality = this.#qualities[cursor.byte()];
    if (quality === undefined) cursor.lost = true;
    else message.qualities[place] = quality;
  }
}

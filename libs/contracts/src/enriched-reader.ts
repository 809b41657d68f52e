import { encodeValue } from './encoder.ts';
import { VALUE_KINDS, type EnrichedBlock } from './enriched-block.ts';
import { enrichedLayout } from './enriched-layout.ts';
import { QUALITY_SYMBOLS, TelemetryEnriched } from './generated/index.ts';
import { QuickCursor } from './quick-cursor.ts';
import { readUuid } from './uuid-words.ts';
import { HEADER_BYTES, hasSchema } from './wire-format.ts';

const DOUBLE_BYTES = 8;
/** What `numberOf` says of bytes that are no text. */
const NO_TEXT = -1;
const NO_QUALITY = 0xff;

/** What a reader looks for in the bytes. */
function layout() {
  const { qualities: bytes, branches, ...rest } = enrichedLayout();
  const qualities = new Uint8Array(256).fill(NO_QUALITY);
  for (const [place, quality] of QUALITY_SYMBOLS.entries()) qualities[bytes[quality]] = place;
  return { ...rest, ...branches, qualities };
}

/**
 * Reads TelemetryEnriched in the wire format straight into the columns of a block. It knows only how this version of the contract
 * writes, in one array block of readings, with a UUID as event id, and only what is whole: everything else is for `Codecs.decode`,
 * which also says what is wrong, and `take`.
 */
export class EnrichedReader {
  readonly #schemaId: number;
  readonly #layout = layout();
  readonly #cursor = new QuickCursor();

  /** @param schemaId of TelemetryEnriched, see `Codecs.idOf` */
  constructor(schemaId: number) {
    this.#schemaId = schemaId;
  }

  /** Enters a record; false if it could not, and then the block is as it was. */
  read(value: Buffer, block: EnrichedBlock): boolean {
    if (!hasSchema(value, this.#schemaId)) return false;
    const cursor = this.#cursor;
    cursor.start(value, HEADER_BYTES);
    block.reserveRecord();
    const { records, rows } = block;
    const idAt = cursor.text();
    if (!readUuid(value, idAt, cursor.at, block.eventId, 4 * records)) return false;
    const origin = this.#origin(block);
    block.receivedAt[records] = cursor.long();
    block.sourcePartition[records] = cursor.int();
    block.sourceOffset[records] = cursor.long();
    block.shift[records] = this.#shift(block);
    const count = cursor.long();
    // A reading takes more than a byte: a count beyond what is left is corrupt.
    if (cursor.lost || count < 0 || count > cursor.left) return false;
    block.reserveRows(count);
    this.#readings(block, count, block.origins.newest[origin]!);
    // Without readings there is no array block, so no end of one either.
    if ((count > 0 && cursor.byte() !== 0) || !cursor.ended) return false;
    block.origin[records] = origin;
    block.origins.newest[origin] = rows;
    block.enter(count);
    return true;
  }

  /** Enters a record that was decoded the general way. @throws Error when its event id is no UUID */
  take(event: TelemetryEnriched, block: EnrichedBlock): void {
    const value = encodeValue(TelemetryEnriched, this.#schemaId, event);
    if (!this.read(value, block)) throw new Error(`eventId ${event.eventId}: the record cannot be entered`);
  }

  /** The number of the origin; one that is new gets it when its names are known to be texts. */
  #origin({ origins, texts, starts, records }: EnrichedBlock): number {
    const cursor = this.#cursor;
    const start = cursor.at;
    for (let field = 0; field < 4; field++) cursor.text();
    if (cursor.lost) return 0;
    const { bytes, at: end } = cursor;
    const known = origins.table.find(bytes, start, end);
    if (known >= 0) return known;
    cursor.at = start;
    const name = (): number => {
      const from = cursor.text();
      return texts.numberOf(bytes, from, cursor.at, 0);
    };
    const [tenant, assetId, assetPath, deviceId] = [name(), name(), name(), name()];
    if (Math.min(tenant, assetId, assetPath, deviceId) === NO_TEXT) {
      cursor.lost = true;
      return 0;
    }
    origins.tenant.push(tenant);
    origins.assetId.push(assetId);
    origins.assetPath.push(assetPath);
    origins.deviceId.push(deviceId);
    origins.newest.push(records > 0 ? starts[records - 1]! : 0);
    return origins.table.add(bytes, start, end);
  }

  #shift({ texts, shift, records }: EnrichedBlock): number {
    const cursor = this.#cursor;
    const branch = cursor.byte();
    if (branch === this.#layout.noShift) return 0;
    if (branch !== this.#layout.shift) cursor.lost = true;
    return this.#text(texts, records > 0 ? shift[records - 1]! : 0);
  }

  /** @param like first row of a record that probably has the same names at the same places */
  #readings(block: EnrichedBlock, count: number, like: number): void {
    const cursor = this.#cursor;
    const { qualities } = this.#layout;
    const { rows, texts, index, metric, occurredAt, unit, quality } = block;
    for (let place = 0; place < count && !cursor.lost; place++) {
      const row = rows + place;
      index[row] = cursor.int();
      metric[row] = this.#text(texts, metric[like + place]!);
      occurredAt[row] = cursor.long();
      this.#value(block, row, cursor.byte());
      unit[row] = this.#text(texts, unit[like + place]!);
      const code = qualities[cursor.byte()]!;
      if (code === NO_QUALITY) cursor.lost = true;
      quality[row] = code;
    }
  }

  #text(texts: EnrichedBlock['texts'], guess: number): number {
    const cursor = this.#cursor;
    const start = cursor.text();
    const number = texts.numberOf(cursor.bytes, start, cursor.at, guess);
    if (number !== NO_TEXT) return number;
    cursor.lost = true;
    return 0;
  }

  #value(block: EnrichedBlock, row: number, branch: number): void {
    const { nothing, number, truth, text } = this.#layout;
    const cursor = this.#cursor;
    if (branch === number) {
      block.kind[row] = VALUE_KINDS.number;
      this.#double(block, row);
    } else if (branch === text) {
      block.kind[row] = VALUE_KINDS.text;
      const start = cursor.text();
      block.number[row] = block.values.push(cursor.bytes.toString('utf8', start, cursor.at)) - 1;
    } else if (branch === truth) {
      block.kind[row] = VALUE_KINDS.truth;
      const byte = cursor.byte();
      block.number[row] = byte;
      if (byte > 1) cursor.lost = true;
    } else {
      block.kind[row] = VALUE_KINDS.nothing;
      block.number[row] = 0;
      if (branch !== nothing) cursor.lost = true;
    }
  }

  /** Byte by byte: both are little-endian, and a DataView for each record would cost more. */
  #double({ numberBytes }: EnrichedBlock, row: number): void {
    const { bytes, at } = this.#cursor;
    this.#cursor.at = at + DOUBLE_BYTES;
    if (this.#cursor.left < 0) {
      this.#cursor.lost = true;
      return;
    }
    const to = row * DOUBLE_BYTES;
    // In bounds.
    for (let place = 0; place < DOUBLE_BYTES; place++) numberBytes[to + place] = bytes[at + place]!;
  }
}

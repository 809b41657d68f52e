import type { ByteRoom } from './byte-room.ts';
import { assertVersion, SeriesStateError } from './serialization.ts';
import { SERIES_BYTES, VERSION } from './series-memory.ts';

/** Most series one record of the changelog holds, 209 KB: an asset with more has several. */
export const PART = 512;

/** A record of the changelog: some or all series of one asset, as the readings before `savedTo` left them. */
export interface AssetState {
  /** Offset of the first input record that the states do not know. */
  readonly savedTo: number;
  /** The metrics, as `encodeNames` writes them. */
  readonly names: Uint8Array;
  /** The state of each series, side by side. */
  readonly states: Uint8Array;
  /** What `saveOpen` makes of the open anomaly of each series that has one, in their order. */
  readonly open: readonly Uint8Array[];
}

/** Where the names begin. */
const HEAD = 16;
const LENGTH = 2;
const utf8 = new TextEncoder();
const text = new TextDecoder();

export const encodeNames = (names: readonly string[]): Uint8Array<ArrayBuffer> => utf8.encode(JSON.stringify(names));
/** Names that were encoded, as a text that is the same for the same names. */
export const textOfNames = (names: Uint8Array): string => text.decode(names);
export const namesOfText = (names: string): string[] => JSON.parse(names) as string[];

/**
 * Makes the bytes of a state, little-endian:
 *
 *     0  u8 VERSION   2  u16 series   4  u32 bytes of names   8  f64 savedTo
 *    16  names, then 408 bytes a series, then u16 length and bytes of each open anomaly
 *
 * @param copyStates writes the state of each series into the bytes, from a place on
 * @param room where the bytes are made
 */
export function encodeAsset(
  { savedTo, names, open, series }: Pick<AssetState, 'savedTo' | 'names' | 'open'> & { readonly series: number },
  copyStates: (into: Uint8Array<ArrayBuffer>, at: number) => void,
  room: ByteRoom,
): Uint8Array<ArrayBuffer> {
  const states = HEAD + names.length;
  let end = states + series * SERIES_BYTES;
  const bytes = room.take(open.reduce((sum, { length }) => sum + LENGTH + length, end));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  bytes[0] = VERSION;
  bytes[1] = 0;
  view.setUint16(2, series, true);
  view.setUint32(4, names.length, true);
  view.setFloat64(8, savedTo, true);
  bytes.set(names, HEAD);
  copyStates(bytes, states);
  for (const one of open) {
    view.setUint16(end, one.length, true);
    bytes.set(one, end + LENGTH);
    end += LENGTH + one.length;
  }
  return bytes;
}

/** Parts of the bytes, not copies. @throws SeriesStateError when they were written by other code or are cut short */
export function decodeAsset(bytes: Uint8Array): AssetState {
  assertVersion(bytes[0]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const states = HEAD + view.getUint32(4, true);
    let at = states + view.getUint16(2, true) * SERIES_BYTES;
    const open: Uint8Array[] = [];
    const { length } = bytes;
    const [names, all] = [bytes.subarray(HEAD, states), bytes.subarray(states, at)];
    while (at < length) {
      const end = at + LENGTH + view.getUint16(at, true);
      open.push(bytes.subarray(at + LENGTH, end));
      at = end;
    }
    if (at > length) throw new RangeError();
    return { savedTo: view.getFloat64(8, true), names, states: all, open };
  } catch (error) {
    if (error instanceof RangeError) throw new SeriesStateError(`asset state: cut short at ${bytes.length} bytes`);
    throw error;
  }
}

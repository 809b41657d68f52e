import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteRoom } from './byte-room.ts';
import { decodeAsset, encodeAsset, encodeNames, namesOfText, textOfNames } from './asset-state.ts';
import { SeriesStateError } from './serialization.ts';
import { SERIES_BYTES } from './series-memory.ts';

const bytesOf = (maxLength: number) => fc.uint8Array({ maxLength });
const states = (series: number) => new Uint8Array(series * SERIES_BYTES).map((_, at) => at % 251);
const room = new ByteRoom();
const encode = (savedTo: number, names: readonly string[], open: readonly Uint8Array[]) =>
  encodeAsset(
    { savedTo, names: encodeNames(names), open, series: names.length },
    (into, at) => into.set(states(names.length), at),
    room,
  );

describe('the saved state of an asset', () => {
  it('1. comes back the same, also from a slice of a larger buffer', () => {
    const names = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.nat(2 ** 31).map((offset) => offset * 1_024),
        names,
        fc.array(bytesOf(130)),
        (savedTo, metrics, open) => {
          const bytes = encode(savedTo, metrics, open);
          const inside = Buffer.concat([Buffer.from('abc'), bytes]).subarray(3);
          const decoded = decodeAsset(inside);
          expect(decoded.savedTo).toBe(savedTo);
          expect(namesOfText(textOfNames(decoded.names))).toEqual(metrics);
          expect([...decoded.states]).toEqual([...states(metrics.length)]);
          expect(decoded.open.map((one) => [...one])).toEqual(open.map((one) => [...one]));
        },
      ),
    );
  });

  it('2. is refused when it is cut short anywhere or another version', () => {
    const bytes = encode(7, ['x', 'y'], [new Uint8Array([1, 2, 3])]);
    for (const length of [1, 10, 20, 500, bytes.length - 4, bytes.length - 1]) {
      expect(() => decodeAsset(bytes.subarray(0, length))).toThrow(`cut short at ${length} bytes`);
    }
    bytes[0] = 2;
    expect(() => decodeAsset(bytes)).toThrow(SeriesStateError);
  });
});

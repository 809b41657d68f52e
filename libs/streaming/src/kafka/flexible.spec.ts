import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlexibleReader, FlexibleWriter } from './flexible.ts';

describe('flexible versions of the protocol', () => {
  it('reads back what it writes', () => {
    const texts = fc.array(fc.option(fc.string({ unit: 'grapheme', maxLength: 300 })), { maxLength: 200 });
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
        (list, small, large) => {
          const writer = new FlexibleWriter();
          writer
            .list(list, (text) => writer.text(text))
            .noTags()
            .int32(small)
            .int64(large)
            .int16(-1)
            .int8(1);
          const reader = new FlexibleReader(writer.bytes);
          expect(reader.list(() => reader.compactText())).toEqual(list);
          reader.skipTags();
          expect(reader.int32()).toBe(small);
          expect(reader.buffer.readBigInt64BE(reader.at)).toBe(large);
          expect([reader.int64(), reader.int16()]).toEqual([Number(large), -1]);
        },
      ),
    );
  });

  /** Bytes by the protocol guide: a length is a varint of one more than it. */
  it('writes lengths from one on, and null as none', () => {
    const writer = new FlexibleWriter();
    writer
      .text('ab')
      .text(null)
      .list(null, () => undefined)
      .list([], () => undefined)
      .noTags();
    expect([...writer.bytes]).toEqual([3, 97, 98, 0, 0, 1, 0]);
    const long = new FlexibleWriter().text('x'.repeat(127)).bytes;
    expect([...long.subarray(0, 3)]).toEqual([0x80, 0x01, 120]);
  });

  it('skips tagged fields, and tells when bytes are missing', () => {
    const reader = new FlexibleReader(Buffer.from([2, 0, 1, 9, 5, 2, 9, 9, 0, 7]));
    reader.skipTags();
    expect(reader.int16()).toBe(7);
    expect(() => reader.int32()).toThrow(RangeError);
    expect(() => new FlexibleReader(Buffer.from([5, 97])).compactText()).toThrow(RangeError);
  });
});

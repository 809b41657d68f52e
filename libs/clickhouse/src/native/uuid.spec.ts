import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from './byte-writer.ts';
import { isUuid, uuid } from './uuid.ts';

function encode(texts: string[]): Buffer {
  const builder = uuid.start();
  builder.reserve(texts.length);
  for (const [row, text] of texts.entries()) builder.set(row, text);
  const out = new ByteWriter();
  builder.finish(out, texts.length);
  return out.view();
}

describe('uuid', () => {
  it('1. is two reversed halves of the bytes of its text', () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { minLength: 1 }), fc.boolean(), (texts, upper) => {
        const expected = texts.map((text) => {
          const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
          return Buffer.concat([bytes.subarray(0, 8).reverse(), bytes.subarray(8).reverse()]);
        });
        expect(encode(upper ? texts.map((text) => text.toUpperCase()) : texts)).toEqual(Buffer.concat(expected));
      }),
    );
  });

  it('2. refuses what is not one', () => {
    expect(() => encode(['0190a0b0-0000-7000-8000-00000000000g'])).toThrow(RangeError);
    expect(() => encode(['0190a0b0'])).toThrow(RangeError);
    expect(isUuid('0190a0b0-0000-7000-8000-00000000000g')).toBe(false);
    expect(isUuid('0190A0B0-0000-7000-8000-00000000000F')).toBe(true);
  });
});

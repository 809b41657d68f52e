import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShortTexts } from './short-texts.ts';

const around = (bytes: Buffer) => Buffer.concat([Buffer.from('<'), bytes, Buffer.from('>')]);

describe('short texts', () => {
  it('1. are what decoding gives, whatever came before and whatever the bytes are', () => {
    const texts = new ShortTexts();
    const text = fc.oneof(
      fc.constantFrom('', 'temperature', 'Temperature', 'température', '\u0000', 'a'.repeat(64), 'a'.repeat(65)),
      fc.string({ unit: 'binary' }),
      fc.uuid(),
    );
    const bytes = fc.oneof(
      text.map((one) => Buffer.from(one)),
      fc.uint8Array({ maxLength: 70 }).map((some) => Buffer.from(some)),
    );
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 20 }), (many) => {
        for (const one of [...many, ...many]) {
          expect(texts.read(around(one), 1, 1 + one.length)).toBe(one.toString());
        }
      }),
    );
  });
});

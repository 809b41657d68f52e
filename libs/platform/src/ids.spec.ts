import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uuidV5, uuidV7 } from './ids.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function plainly(parts: readonly (string | Uint8Array)[]): string {
  const sha1 = createHash('sha1').update(Buffer.from('6f2a1f0e5d6b4c0f9b1e3c7a8d240b5e', 'hex'));
  for (const part of parts) {
    const [bytes, length] = [Buffer.from(part), Buffer.alloc(4)];
    length.writeUInt32BE(bytes.length);
    sha1.update(length).update(bytes);
  }
  const digest = sha1.digest();
  digest[6] = (digest.readUInt8(6) & 0x0f) | 0x50;
  digest[8] = (digest.readUInt8(8) & 0x3f) | 0x80;
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

describe('uuidV5', () => {
  it('1. is a function of its parts, well-formed, and pinned for ever', () => {
    expect(uuidV5('acme', 'device-1', 'm-1')).toBe(uuidV5('acme', 'device-1', 'm-1'));
    expect(uuidV5('acme', 'device-1', 'm-1')).toMatch(UUID);
    expect(uuidV5('a')).toMatchInlineSnapshot(`"e30fd7eb-d37a-5794-8fe7-ac64a83241fc"`);
  });

  it('2. takes bytes and text alike', () => {
    expect(uuidV5('a', Buffer.from('b'))).toBe(uuidV5('a', 'b'));
  });

  it('3. keeps the parts apart', () => {
    const part = fc.string();
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), fc.array(part, { maxLength: 4 }), (a, b) => {
        const same = a.length === b.length && a.every((x, i) => x === b[i]);
        return (uuidV5(...a) === uuidV5(...b)) === same;
      }),
    );
  });

  it('4. is what RFC 9562 says of the namespace and the parts with their lengths', () => {
    const text = fc.oneof(fc.string({ maxLength: 80 }), fc.string({ unit: 'binary', maxLength: 80 }));
    fc.assert(
      fc.property(fc.array(fc.oneof(text, fc.uint8Array({ maxLength: 80 })), { maxLength: 4 }), (parts) => {
        expect(uuidV5(...parts)).toBe(plainly(parts));
      }),
    );
  });
});

describe('uuidV7', () => {
  it('1. sorts in the order of making and never repeats', () => {
    const ids = Array.from({ length: 20_000 }, uuidV7);
    expect(ids[0]).toMatch(UUID);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });

  it('2. holds the time it was made', () => {
    const millis = Number.parseInt(uuidV7().replaceAll('-', '').slice(0, 12), 16);
    expect(Math.abs(millis - Date.now())).toBeLessThan(1_000);
  });
});

import fc from 'fast-check';
import { HEADER_BYTES } from '../wire-format.ts';

/** Values in the wire format with up to three bytes behind the header changed, and up to three cut off at the end. */
export const tampered = (value: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc.tuple(value, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.nat(3)).map(([whole, flips, cut]) => {
    const bytes = Buffer.from(whole);
    for (const [where, to] of flips) bytes[HEADER_BYTES + (where % (bytes.length - HEADER_BYTES))] = to;
    return bytes.subarray(0, bytes.length - cut);
  });

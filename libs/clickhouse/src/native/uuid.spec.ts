import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUuid } from './uuid.ts';

describe('isUuid', () => {
  it('1. takes every UUID, in either case', () => {
    fc.assert(fc.property(fc.uuid(), fc.boolean(), (text, upper) => isUuid(upper ? text.toUpperCase() : text)));
  });

  it('2. refuses what is not one', () => {
    expect(isUuid('0190a0b0-0000-7000-8000-00000000000g')).toBe(false);
    expect(isUuid('0190a0b0')).toBe(false);
    expect(isUuid('0190A0B0-0000-7000-8000-00000000000F')).toBe(true);
  });
});

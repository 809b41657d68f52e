import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ALL_CONTRACTS, Codecs, DecodeError, TelemetryReceived, type AnyEvent, type EventContract } from './index.ts';
import { arbitraryValue } from './test-support/arbitrary-value.ts';

/** Properties take CPU time, which a busy machine gives late. */
vi.setConfig({ testTimeout: 60_000 });

const codecs = Codecs.withoutRegistry();
const valuesOf = <T>(contract: EventContract<T>) => arbitraryValue(contract.type) as fc.Arbitrary<T>;

/** Decodes bytes that may be anything: answers false for a DecodeError and lets every other error through. */
const decodes = (bytes: Buffer): boolean => {
  try {
    return codecs.decode(bytes) !== undefined;
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
};

describe.each(ALL_CONTRACTS.map((contract) => [contract.name, contract] as const))('%s', (_, contract) => {
  it('decodes to what was encoded', () => {
    fc.assert(
      fc.property(valuesOf<AnyEvent>(contract), (value) => {
        const decoded = codecs.decode(codecs.encode(contract, value));
        expect(decoded?.type).toBe(contract.name);
        expect(decoded?.contract).toBe(contract);
        expect(decoded?.value).toEqual(value);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses every truncation', () => {
    fc.assert(
      fc.property(valuesOf<AnyEvent>(contract), fc.nat(), (value, seed) => {
        const bytes = codecs.encode(contract, value);
        expect(decodes(bytes.subarray(0, seed % bytes.length))).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('answers corrupted bytes with a value or a DecodeError, nothing else', () => {
    const corruption = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(valuesOf<AnyEvent>(contract), corruption, (value, changes) => {
        const bytes = Buffer.from(codecs.encode(contract, value));
        for (const [at, byte] of changes) bytes[5 + (at % (bytes.length - 5))] = byte;
        decodes(bytes);
      }),
      { numRuns: 100 },
    );
  });
});

describe('corruption', () => {
  it('does not build the records of a made-up count', () => {
    const message = { eventId: '', tenant: '', deviceId: '', protocol: 'HTTP', receivedAt: 0, sequence: null } as const;
    const bytes = codecs.encode(TelemetryReceived, { ...message, readings: [] });
    const hugeCount = Buffer.from('feffffffffffffffff01', 'hex');
    const corrupt = Buffer.concat([bytes.subarray(0, -1), hugeCount]);
    expect(() => codecs.decode(corrupt)).toThrow(/CORRUPT|block of \d+ items in 0 bytes/);
  });

  it('of random bytes behind a known schema id ends in a value or a DecodeError', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: ALL_CONTRACTS.length }), fc.uint8Array({ maxLength: 200 }), (id, bytes) => {
        decodes(Buffer.concat([Buffer.from([0, 0, 0, 0, id]), bytes]));
      }),
      { numRuns: 2_000 },
    );
  });
});

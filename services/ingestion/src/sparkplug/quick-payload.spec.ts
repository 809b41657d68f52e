import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import codec, { type UPayload } from '../test/sparkplug-codec.fixture.ts';
import { decodeAnyPayload } from './decode-payload.ts';
import { decodePlainPayload } from './quick-payload.ts';

const millis = fc.integer({ min: 0, max: 2 ** 45 });
const typed = fc.oneof(
  fc.record({ type: fc.constant('Double' as const), value: fc.double() }),
  fc.record({ type: fc.constant('Float' as const), value: fc.float() }),
  fc.record({ type: fc.constantFrom('Int8' as const, 'Int32' as const), value: fc.integer({ min: -128, max: 127 }) }),
  fc.record({ type: fc.constantFrom('Int64' as const, 'UInt64' as const), value: fc.nat() }),
  fc.record({ type: fc.constant('Boolean' as const), value: fc.boolean() }),
  fc.record({ type: fc.constant('String' as const), value: fc.string() }),
  fc.record({ type: fc.constant('Double' as const), value: fc.constant(null) }),
);
const metric = fc
  .tuple(
    typed,
    fc.record(
      {
        name: fc.oneof(fc.constantFrom('spindle/speed', ''), fc.string()),
        ...{ alias: fc.nat(), timestamp: millis, isHistorical: fc.boolean(), isTransient: fc.boolean() },
        properties: fc.constant({ Quality: { type: 'Int32' as const, value: 192 } }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([value, more]) => ({ ...more, ...value }));
const payload = fc
  .record({ timestamp: millis, seq: fc.nat(255), metrics: fc.array(metric, { maxLength: 6 }) })
  .map((it) => Buffer.from(codec.encodePayload(it as UPayload)));

describe('decodePlainPayload', () => {
  it('1. reads what edge nodes write as the general decoder does, or leaves it', () => {
    let taken = 0;
    fc.assert(
      fc.property(payload, (bytes) => {
        const plain = decodePlainPayload(bytes);
        if (plain === undefined) return;
        taken += 1;
        expect(plain).toStrictEqual(decodeAnyPayload(bytes));
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(200);
  });

  it('2. nor when bytes of it were changed, lost or put in', () => {
    const change = fc.tuple(payload, fc.nat(), fc.nat(2), fc.uint8Array({ maxLength: 3 }));
    const damaged = change.map(([bytes, at, lost, put]) => {
      const place = at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + lost)]);
    });
    fc.assert(
      fc.property(damaged, (bytes) => {
        const plain = decodePlainPayload(bytes);
        if (plain !== undefined) expect(plain).toStrictEqual(decodeAnyPayload(bytes));
      }),
      { numRuns: 5_000 },
    );
  });

  it('3. takes data by alias and by name, and leaves texts and properties', () => {
    const of = (...metrics: UPayload['metrics'] & object) =>
      decodePlainPayload(Buffer.from(codec.encodePayload({ timestamp: 1, seq: 2, metrics })));
    const data = { alias: 3, type: 'Double', value: 21.5, timestamp: 1_773_480_413_000 } as const;
    expect(of(data, { ...data, name: 'temp' })?.metrics).toMatchObject([
      { alias: 3, datatype: 10, value: 21.5, timestamp: 1_773_480_413_000, name: undefined },
      { name: 'temp' },
    ]);
    expect(of({ ...data, name: 'größe' })).toBeUndefined();
    expect(of({ name: 'text', type: 'String', value: 'on' })).toBeUndefined();
    expect(of({ ...data, properties: { Quality: { type: 'Int32', value: 0 } } })).toBeUndefined();
  });
});

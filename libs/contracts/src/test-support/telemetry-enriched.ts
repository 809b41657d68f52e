import fc from 'fast-check';
import { QUALITY_SYMBOLS, type TelemetryEnriched } from '../generated/index.ts';

const EXACT = Number.MAX_SAFE_INTEGER - 1;

const long = fc.oneof(
  fc.integer({ min: -EXACT, max: EXACT }),
  fc.integer({ min: -300, max: 300 }),
  fc.tuple(fc.nat(52), fc.integer({ min: -2, max: 2 })).map(([bits, near]) => 2 ** bits + near),
);
const text = fc.oneof(
  fc.constantFrom('', 'temperature', 'Cel', 'acme'),
  fc.string({ unit: 'binary-ascii', maxLength: 90 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);
const reading = fc.record({
  index: fc.nat(100_000),
  metric: text,
  occurredAt: long,
  value: fc.oneof(fc.double(), fc.boolean(), text, fc.constant(null)),
  unit: text,
  quality: fc.constantFrom(...QUALITY_SYMBOLS),
});
/** Any TelemetryEnriched whose event id is a UUID, with names that come again. */
export const telemetryEnriched: fc.Arbitrary<TelemetryEnriched> = fc.record({
  eventId: fc.uuid(),
  ...{ tenant: text, assetId: text, assetPath: text, deviceId: text },
  receivedAt: long,
  sourcePartition: fc.nat(1_000),
  sourceOffset: long,
  shift: fc.option(text),
  readings: fc.array(reading, { maxLength: 100 }),
});

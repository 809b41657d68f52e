import { AlarmRaised, Codecs, TelemetryEnriched } from '@millrace/contracts';
import type { InRecord } from '@millrace/streaming';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmRaised, enriched, reading } from '../test/events.fixture.ts';
import { toReadings } from './destinations.ts';
import { fillBlock } from './fill-block.ts';

const codecs = Codecs.withoutRegistry();
const record = (value: Buffer | null, offset: number): InRecord => ({
  ...{ topic: 'telemetry.enriched', partition: 3, timestamp: 1, key: Buffer.from('acme/press-7'), headers: {} },
  value,
  offset,
});

const value = fc.oneof(fc.double(), fc.boolean(), fc.string(), fc.constant(null));
const good = fc.array(value, { minLength: 1, maxLength: 4 }).map((values) => {
  const event = enriched({ tenant: 'acme', readings: values.map((it, index) => reading(it, { index })) });
  return { readings: values.length, bytes: codecs.encode(TelemetryEnriched, event) };
});
const bad = fc.oneof(
  fc.constant(null),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(codecs.encode(AlarmRaised, alarmRaised({ tenant: 'acme' }))),
  fc.constant(codecs.encode(TelemetryEnriched, enriched({ tenant: 'acme', eventId: 'none' }))),
  fc.constantFrom(-1, 65_536).map((index) => {
    const readings = [reading(1, { index: 0 }), reading(2, { index })];
    return codecs.encode(TelemetryEnriched, enriched({ tenant: 'acme', readings }));
  }),
);

describe('fillBlock', () => {
  it('1. every record becomes its rows or one dead letter, and the same the next time', async () => {
    const any = fc.oneof(
      good,
      bad.map((bytes) => ({ readings: 0, bytes })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(any), async (given) => {
        const records = given.map(({ bytes }, offset) => record(bytes, offset));
        const first = await fillBlock(codecs, toReadings, records);
        expect(first.body.rows).toBe(given.reduce((sum, { readings }) => sum + readings, 0));
        expect(first.unusable.map(({ sourceOffset }) => sourceOffset)).toEqual(
          given.flatMap(({ readings }, offset) => (readings === 0 ? [offset] : [])),
        );
        const second = await fillBlock(codecs, toReadings, records);
        expect(second.body.encode()).toEqual(first.body.encode());
        expect(second.unusable.map(({ deadLetterId }) => deadLetterId)).toEqual(
          first.unusable.map(({ deadLetterId }) => deadLetterId),
        );
      }),
    );
  });
});

import { AcknowledgeAlarm, EnrichedMessageReader, TelemetryEnriched } from '@millrace/contracts';
import { defaultDetectorSettings } from '@millrace/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { codecs, enriched, inRecord, RecordingOutlet } from '../outlet.fixture.ts';
import { quickStep, telemetryStep } from './telemetry-step.ts';

const settings = { ...defaultDetectorSettings, warmUp: 50, closeAfterReadings: 5 };
let outlet: RecordingOutlet;
beforeEach(() => (outlet = new RecordingOutlet()));

const send = (value: TelemetryEnriched, offset = 0) =>
  telemetryStep(
    { codecs, settings },
    outlet,
    { contract: TelemetryEnriched, type: 'TelemetryEnriched', value },
    inRecord(offset),
  );
const steady = (at: number) => 60 + (at % 5) / 5;
/** A steady series with trouble from second 100 to 102. */
const run = () => {
  for (let at = 0; at < 140; at++) send(enriched(at, [at >= 100 && at < 103 ? 90 : steady(at)]), at);
};

describe('the readings of one asset', () => {
  it('1. become AnomalyOpened and AnomalyClosed of one anomaly, under the key of the asset', () => {
    run();
    const [opened, ...rest] = outlet.events;
    expect(opened).toMatchObject({
      type: 'AnomalyOpened',
      value: {
        tenant: 'acme',
        assetId: 'press-7',
        assetPath: 'acme/hamburg/press-7',
        metric: 'bearing-temperature',
        unit: 'Cel',
        detector: 'range-record/value',
        detectorVersion: 1,
        value: 90,
        sourceEventId: 'event-100',
      },
    });
    const closed = rest.at(-1);
    expect(closed?.type).toBe('AnomalyClosed');
    expect(closed?.value).toMatchObject({ anomalyId: (opened?.value as { anomalyId: string }).anomalyId });
    expect(new Set(outlet.emitted.map(({ key, topic }) => `${topic} ${key}`))).toEqual(
      new Set(['anomalies.events acme/press-7']),
    );
    expect(outlet.emitted[0]?.headers).toMatchObject({
      ce_type: 'io.millrace.anomalies.v1.AnomalyOpened',
      ce_id: (opened?.value as { eventId: string }).eventId,
      ce_source: '/millrace/anomaly-detection',
    });
  });

  it('2. give the same ids when they are processed again', () => {
    run();
    const first = outlet.events;
    outlet = new RecordingOutlet();
    run();
    const ids = (events: typeof first) => events.map(({ value }) => (value as { eventId: string }).eventId);
    expect(ids(outlet.events)).toEqual(ids(first));
    expect(new Set(ids(first)).size).toBe(first.length);
  });

  it('3. may come several in a record; text is skipped', () => {
    for (let at = 0; at < 30; at++) send(enriched(at, [steady(at), 'running', steady(at + 1)]), at);
    send(enriched(30, [60, 90, 61]), 30);
    expect(outlet.events.map(({ type }) => type)).toEqual(['AnomalyOpened']);
  });

  it('4. another type of record is a dead letter', () => {
    const value = { commandId: 'c', tenant: 'acme', alarmId: 'a', actor: '', comment: '', requestedAt: 0 };
    const decoded = { contract: AcknowledgeAlarm, type: 'AcknowledgeAlarm', value } as const;
    expect(telemetryStep({ codecs, settings }, outlet, decoded, inRecord(0))).toMatchObject({
      kind: 'dead-letter',
      reason: { code: 'UNEXPECTED_TYPE' },
    });
  });

  it('5. are the same events when they are read straight from the bytes, among records that cannot be', () => {
    const reader = new EnrichedMessageReader(codecs.idOf(TelemetryEnriched));
    const [quick, general] = [new RecordingOutlet(), new RecordingOutlet()];
    const step = quickStep({ codecs, settings }, reader, quick);
    for (let at = 0; at < 140; at++) {
      const value = enriched(at, [at >= 100 && at < 103 ? 90 : steady(at), 'running', steady(at)]);
      const record = inRecord(at, codecs.encode(TelemetryEnriched, value));
      const decoded = { contract: TelemetryEnriched, type: 'TelemetryEnriched', value } as const;
      telemetryStep({ codecs, settings }, general, decoded, record);
      if (at % 7 === 3) telemetryStep({ codecs, settings }, quick, decoded, record);
      else expect(step(record)).toMatchObject({ kind: 'ok' });
    }
    const timeless = ({ events }: RecordingOutlet) => events.map(({ value }) => ({ ...value, detectedAt: 0 }));
    expect(timeless(quick).length).toBeGreaterThan(1);
    expect(timeless(quick)).toEqual(timeless(general));
  });

  it('6. what is no TelemetryEnriched as we write it is left to the general step, untouched', () => {
    const reader = new EnrichedMessageReader(codecs.idOf(TelemetryEnriched));
    const step = quickStep({ codecs, settings }, reader, outlet);
    expect(step(inRecord(0, Buffer.from('no event')))).toBeUndefined();
    expect(step(inRecord(0, null))).toBeUndefined();
    expect(outlet.emitted).toEqual([]);
  });
});

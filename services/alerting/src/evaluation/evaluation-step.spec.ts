import { AnomalyClosed, AnomalyOpened, EnrichedMessageReader, TelemetryEnriched, topic } from '@millrace/contracts';
import type { AlarmRule } from '@millrace/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { codecs, inRecord, RecordingOutlet } from '../outlet.fixture.ts';
import { RuleTable } from '../rules/rule-table.ts';
import { conditionsStore } from './conditions-store.ts';
import { evaluationStep, quickEvaluation } from './evaluation-step.ts';
import { NamedAssets } from './named-assets.ts';

const NOW = Date.UTC(2026, 2, 14, 9) * 1_000;
const SECOND = 1_000_000;
let outlet: RecordingOutlet;
let rules: RuleTable;
beforeEach(() => {
  outlet = new RecordingOutlet();
  rules = new RuleTable();
});

const define = (version: number, over: Partial<AlarmRule> = {}) =>
  rules.apply({
    type: 'AlarmRuleDefined',
    data: {
      ...{ eventId: `r-${version}`, tenant: 'acme', ruleId: 'hot', version, actor: 'ana', occurredAt: 1 },
      ...{
        name: 'Bearing too hot',
        assetPathPrefix: 'acme',
        metric: 'bearing-temperature',
        deadband: 5,
        enabled: true,
      },
      ...{ kind: 'THRESHOLD_HIGH', limit: 90, minScore: null, priority: 'HIGH' },
      ...over,
    },
  });
const parts = () => ({ codecs, rules, assets: new NamedAssets(), maxDelay: 600 * SECOND });
const enriched = (second: number, values: readonly number[]): TelemetryEnriched => ({
  ...{ eventId: `event-${second}`, tenant: 'acme', assetId: 'press-7', assetPath: 'acme/press-7', deviceId: 'gw' },
  ...{ receivedAt: NOW + second * SECOND + 5_000, sourcePartition: 0, sourceOffset: second, shift: null },
  readings: values.map((value, index) => ({
    ...{ index, metric: 'bearing-temperature', occurredAt: NOW + second * SECOND, value, unit: 'Cel' },
    quality: 'GOOD' as const,
  })),
});
const read = (second: number, ...values: number[]) =>
  evaluationStep(
    parts(),
    outlet,
    { contract: TelemetryEnriched, type: 'TelemetryEnriched', value: enriched(second, values) },
    inRecord(topic.telemetryEnriched, second),
  );
const sign = {
  ...{ eventId: 'a-1', tenant: 'acme', anomalyId: 'anomaly-1', assetId: 'press-7', assetPath: 'acme/press-7' },
  ...{ metric: 'bearing-temperature', occurredAt: NOW, detectedAt: NOW + 5_000, sourceEventId: 'event-0' },
};

describe('readings', () => {
  it('1. over the limit of a rule raise its alarm once, below it return it', () => {
    define(1);
    read(0, 80);
    read(1, 93.1);
    read(2, 94);
    read(3, 70);
    const [raise] = outlet.of('RaiseAlarm');
    expect(outlet.emitted).toHaveLength(2);
    expect(raise).toMatchObject({
      ...{ ruleId: 'hot', ruleVersion: 1, ruleName: 'Bearing too hot', assetPath: 'acme/press-7', priority: 'HIGH' },
      cause: { sourceEventId: 'event-1', text: 'Bearing temperature 93.1 Cel is above the limit 90 Cel' },
      occurredAt: NOW + SECOND,
    });
    expect(outlet.of('ReturnAlarmToNormal')).toMatchObject([{ alarmId: raise?.alarmId, value: 70 }]);
    expect(outlet.emitted[0]).toMatchObject({ topic: 'alarms.commands', key: `acme/${raise?.alarmId}` });
  });

  it('2. give the same commands when they are processed again', () => {
    define(1);
    read(1, 95, 80, 96);
    const first = outlet.emitted.map(({ headers }) => headers?.['ce_id']);
    outlet = new RecordingOutlet();
    read(1, 95, 80, 96);
    expect(outlet.emitted.map(({ headers }) => headers?.['ce_id'])).toEqual(first);
    expect(new Set(first).size).toBe(3);
  });

  it('3. that nobody watches leave nothing behind', () => {
    read(0, 99);
    expect(outlet.store(conditionsStore).size).toBe(0);
    define(1);
    read(1, 99);
    expect(outlet.store(conditionsStore).size).toBe(1);
    rules.apply({
      type: 'AlarmRuleRetired',
      data: { eventId: 'r-2', tenant: 'acme', ruleId: 'hot', version: 2, actor: 'ana', occurredAt: 2 },
    });
    read(2, 99);
    expect(outlet.of('ReturnAlarmToNormal')).toMatchObject([{ value: null, sourceEventId: 'event-2' }]);
    expect(outlet.store(conditionsStore).size).toBe(0);
  });
});

describe('readings straight from the bytes', () => {
  it('1. command what decoded ones do', () => {
    define(1);
    const reader = new EnrichedMessageReader(codecs.idOf(TelemetryEnriched));
    const general = new RecordingOutlet();
    const step = quickEvaluation(parts(), reader, outlet);
    for (const [second, value] of [80, 93.1, 94, 88, 84, 91, 70].entries()) {
      const telemetry = enriched(second, [value, value + 1]);
      const record = {
        ...inRecord(topic.telemetryEnriched, second),
        value: codecs.encode(TelemetryEnriched, telemetry),
      };
      expect(step(record)).toMatchObject({ kind: 'ok' });
      evaluationStep(parts(), general, codecs.decode(record.value)!, record);
    }
    const told = ({ emitted }: RecordingOutlet) => emitted.map(({ key, headers }) => [key, headers?.['ce_id']]);
    expect(outlet.of('ReturnAlarmToNormal')).toHaveLength(2);
    expect(told(outlet)).toEqual(told(general));
  });

  it('2. of another type, or none, are left to the general step', () => {
    const step = quickEvaluation(parts(), new EnrichedMessageReader(codecs.idOf(TelemetryEnriched)), outlet);
    expect(step(inRecord(topic.anomaliesEvents, 0))).toBeUndefined();
    expect(step({ ...inRecord(topic.telemetryEnriched, 1), value: null })).toBeUndefined();
  });
});

describe('an anomaly', () => {
  it('1. raises and returns the alarm of an anomaly rule', () => {
    define(1, { kind: 'ANOMALY', limit: null, deadband: 0, minScore: 0.9 });
    const opened = {
      ...sign,
      ...{ unit: 'Cel', detector: 'd', detectorVersion: 1, score: 0.95, value: 92, expected: 71, lower: 60, upper: 80 },
    };
    const step = parts();
    const record = inRecord(topic.anomaliesEvents, 0);
    evaluationStep(step, outlet, { contract: AnomalyOpened, type: 'AnomalyOpened', value: opened }, record);
    const closed = { ...sign, eventId: 'a-2', openedAt: NOW, peakScore: 0.95, readings: 30 };
    evaluationStep(step, outlet, { contract: AnomalyClosed, type: 'AnomalyClosed', value: closed }, record);
    const [raise] = outlet.of('RaiseAlarm');
    expect(raise?.cause).toMatchObject({ kind: 'ANOMALY', anomalyId: 'anomaly-1', sourceEventId: 'a-1', value: 92 });
    expect(outlet.of('ReturnAlarmToNormal')).toMatchObject([{ alarmId: raise?.alarmId, sourceEventId: 'a-2' }]);
  });

  it('2. is all that a series is kept for which only anomaly rules watch', () => {
    define(1, { kind: 'ANOMALY', limit: null, deadband: 0, minScore: 0.9 });
    read(0, 80);
    expect(outlet.store(conditionsStore).size).toBe(0);
  });
});

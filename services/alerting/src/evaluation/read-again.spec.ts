import { EnrichedMessageReader, TelemetryEnriched, topic } from '@millrace/contracts';
import { noConditions } from '@millrace/domain';
import type { InRecord } from '@millrace/streaming';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codecs, inRecord, RecordingOutlet } from '../outlet.fixture.ts';
import { RuleTable } from '../rules/rule-table.ts';
import { ConditionsStore } from './conditions-store.ts';
import { evaluationStep, quickEvaluation } from './evaluation-step.ts';
import { NamedAssets } from './named-assets.ts';
import { readAgain } from './read-again.ts';

const NOW = Date.UTC(2026, 2, 14, 9) * 1_000;
const SECOND = 1_000_000;
const MAX_DELAY = 600 * SECOND;
const METRICS = ['temperature', 'pressure'];
const rules = new RuleTable();
rules.apply({
  type: 'AlarmRuleDefined',
  data: {
    ...{ eventId: 'r-1', tenant: 'acme', ruleId: 'hot', version: 1, actor: 'ana', occurredAt: 1 },
    ...{ name: 'Too hot', assetPathPrefix: '', metric: '*', deadband: 5, enabled: true },
    ...{ kind: 'THRESHOLD_HIGH', limit: 90, minScore: null, priority: 'HIGH' },
  },
});

const parts = { codecs, rules, assets: new NamedAssets(), maxDelay: MAX_DELAY };
const reader = new EnrichedMessageReader(codecs.idOf(TelemetryEnriched));

interface Sent {
  readonly second: number;
  readonly values: readonly number[];
}
/** Readings around a limit, some of them late; each record has a few of each metric. */
const sent = fc.record({
  second: fc.integer({ min: 0, max: 60 }),
  values: fc.array(fc.constantFrom(70, 88, 95), { minLength: 1, maxLength: 4 }),
});
const recordOf = ({ second, values }: Sent, offset: number): InRecord => {
  const telemetry: TelemetryEnriched = {
    ...{ eventId: `event-${offset}`, tenant: 'acme', assetId: 'press-7', assetPath: 'acme/press-7', deviceId: 'gw' },
    ...{ receivedAt: NOW + 61 * SECOND, sourcePartition: 0, sourceOffset: offset, shift: null },
    readings: values.map((value, index) => ({
      ...{ index, metric: METRICS[index % 2]!, occurredAt: NOW + second * SECOND, value, unit: 'Cel' },
      quality: 'GOOD' as const,
    })),
  };
  return { ...inRecord(topic.telemetryEnriched, offset), value: codecs.encode(TelemetryEnriched, telemetry) };
};

/** What the records of a log `from` ≤ offset < `to` make a store command. */
function commands(store: ConditionsStore, log: readonly InRecord[], from: number, to: number): (string | undefined)[] {
  const outlet = new RecordingOutlet();
  const target = {
    emit: (out: Parameters<RecordingOutlet['emit']>[0]) => outlet.emit(out),
    store: () => store as never,
  };
  for (const record of log.slice(from, to)) {
    // Every third record goes the general way, as one of another version would.
    const decoded = codecs.decode(record.value!)!;
    if (record.offset % 3 === 0) evaluationStep(parts, target, decoded, record);
    else expect(quickEvaluation(parts, reader, target)(record)).toBeDefined();
  }
  return outlet.emitted.map(({ headers }) => headers?.['ce_id']);
}

it('a restored store commands what one that was never lost does', () => {
  fc.assert(
    fc.property(fc.array(sent, { minLength: 2, maxLength: 60 }), fc.nat(), fc.nat(), (all, first, second) => {
      const log = all.map(recordOf);
      const position = 1 + (first % log.length);
      const savedAt = second % (position + 1);
      const [whole, before, restored] = [new ConditionsStore(), new ConditionsStore(), new ConditionsStore()];
      const save = (): void =>
        before.takeChanges().forEach(({ key, value }) => restored.restore(key, value && Buffer.from(value)));
      commands(before, log, 0, savedAt);
      before.behind.saveAll();
      save();
      commands(before, log, savedAt, position);
      save();
      const { records, apply } = readAgain(codecs, MAX_DELAY);
      const task = { topic: topic.telemetryEnriched, partition: 3, position, store: () => restored as never };
      const back = (records as (of: typeof task) => number)(task);
      expect(back).toBeLessThanOrEqual(position - savedAt);
      apply(log.slice(position - back, position), task);
      commands(whole, log, 0, position);
      expect(restored.of('acme/press-7')?.get('temperature')?.conditions).toMatchObject({
        ...whole.of('acme/press-7')?.get('temperature')?.conditions,
      });
      expect(commands(restored, log, position, log.length)).toEqual(commands(whole, log, position, log.length));
    }),
  );
});

it('reads nothing of another topic again', () => {
  const store = new ConditionsStore();
  store.advance('acme/press-7', 'temperature', noConditions, 5);
  store.takeChanges();
  const task = { topic: topic.anomaliesEvents, partition: 3, position: 100, store: () => store as never };
  expect((readAgain(codecs, MAX_DELAY).records as (of: typeof task) => number)(task)).toBe(0);
});

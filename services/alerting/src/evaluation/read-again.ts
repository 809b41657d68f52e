import { readAs, topic, type Codecs, type TelemetryEnriched } from '@millrace/contracts';
import { evaluatedFurther } from '@millrace/domain';
import type { WarmUp } from '@millrace/streaming';
import { assetKey, conditionsStore, type ConditionsStore } from './conditions-store.ts';

/**
 * Brings restored conditions to the committed offset: how far each series has been evaluated is saved behind, so the readings since then are
 * looked at again. What they raised or returned is saved already, so no rule is asked.
 */
export function readAgain(codecs: Pick<Codecs, 'decode'>, maxDelay: number): WarmUp {
  return {
    records: (task) => {
      if (task.topic !== topic.telemetryEnriched) return 0;
      return task.position - (task.store(conditionsStore).behind.readAgainFrom ?? task.position);
    },
    apply(records, { store }) {
      const conditions = store(conditionsStore);
      for (const record of records) {
        const telemetry = readAs(codecs, 'TelemetryEnriched', record.value);
        if (telemetry !== undefined) advance(conditions, telemetry, record.offset, maxDelay);
      }
    },
  };
}

function advance(store: ConditionsStore, telemetry: TelemetryEnriched, offset: number, maxDelay: number): void {
  const { tenant, assetId, receivedAt } = telemetry;
  store.behind.reached(offset);
  const asset = assetKey(tenant, assetId);
  const conditions = store.of(asset);
  if (conditions === undefined) return;
  for (const { metric, occurredAt, value, quality } of telemetry.readings) {
    const before = conditions.get(metric)?.conditions;
    if (before === undefined || store.knows(asset, metric, offset)) continue;
    const after = evaluatedFurther(before, { value, quality, occurredAt, receivedAt }, maxDelay);
    if (after !== before) store.advance(asset, metric, after, offset);
  }
}

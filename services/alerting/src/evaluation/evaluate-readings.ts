import type { TelemetryEnriched } from '@millrace/contracts';
import { evaluateReading, noConditions, type Unfit } from '@millrace/domain';
import { counter } from '@millrace/platform';
import type { InRecord } from '@millrace/streaming';
import { commandRecord } from './command-record.ts';
import { conditionsStore, keep, seriesKey } from './conditions-store.ts';
import type { EvaluationParts, Outlet } from './evaluation-step.ts';

const readings = counter('millrace_alerting_readings_total', 'Readings by what the rules did with them', ['outcome']);
// Labelled children made once: looking them up per reading would cost more than counting.
const unwatched = readings.labels('unwatched');
const evaluated = readings.labels('evaluated');
const unfit: Readonly<Record<Unfit, { inc(): void }>> = {
  NOT_NUMERIC: readings.labels('not_numeric'),
  BAD_QUALITY: readings.labels('bad_quality'),
  LATE: readings.labels('late'),
  BUFFERED: readings.labels('buffered'),
};

/** Shows the readings of one record to the rules that watch their series. */
export function evaluateReadings(
  { codecs, rules, maxDelay }: EvaluationParts,
  outlet: Outlet,
  telemetry: TelemetryEnriched,
  record: InRecord,
): void {
  const { tenant, assetId, assetPath, receivedAt, eventId: sourceEventId } = telemetry;
  const store = outlet.store(conditionsStore);
  for (const { index, metric, occurredAt, value, unit, quality } of telemetry.readings) {
    const watching = rules.watching(tenant, assetPath, metric);
    const key = seriesKey({ tenant, assetId, metric });
    const before = store.get(key);
    if (watching.length === 0 && before === undefined) {
      unwatched.inc();
      continue;
    }
    const reading = { metric, value, quality, unit, occurredAt, receivedAt, sourceEventId };
    const result = evaluateReading(before ?? noConditions, reading, watching, maxDelay);
    if (result.unfit !== undefined) {
      unfit[result.unfit].inc();
      continue;
    }
    evaluated.inc();
    keep(store, key, before, result.conditions, watching.length > 0);
    for (const transition of result.transitions) {
      outlet.emit(commandRecord(codecs, transition, { tenant, assetId, assetPath, metric, index }), record);
    }
  }
}

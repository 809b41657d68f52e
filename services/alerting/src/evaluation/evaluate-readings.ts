import type { EnrichedView } from '@millrace/contracts';
import { evaluateReading, noConditions, type Unfit } from '@millrace/domain';
import { counter } from '@millrace/platform';
import type { InRecord } from '@millrace/streaming';
import { commandRecord } from './command-record.ts';
import { conditionsStore } from './conditions-store.ts';
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

/** Shows the readings of one record to the rules about readings that watch their series, and to conditions whose rule is gone. */
export function evaluateReadings(
  { codecs, rules, assets, maxDelay }: EvaluationParts,
  outlet: Outlet,
  message: EnrichedView,
  record: InRecord,
): void {
  const { tenant, assetId, assetPath, key: asset } = assets.of(message);
  const store = outlet.store(conditionsStore);
  store.behind.reached(record.offset);
  const watched = rules.watching(tenant, assetPath);
  let known = store.of(asset);
  let [left, done] = [0, 0];
  for (let place = 0; place < message.count; place += 1) {
    const metric = message.metric(place);
    const watching = watched.by(metric);
    const before = known?.get(metric)?.conditions;
    if (!watching.ofReadings && before === undefined) {
      left += 1;
      continue;
    }
    const reading = {
      ...{ metric, value: message.value(place), quality: message.quality(place), unit: message.unit(place) },
      ...{ occurredAt: message.occurredAt(place), receivedAt: message.receivedAt, sourceEventId: message.eventId },
    };
    const result = evaluateReading(before ?? noConditions, reading, watching.rules, maxDelay);
    if (result.unfit !== undefined) {
      unfit[result.unfit].inc();
      continue;
    }
    done += 1;
    const { conditions, transitions } = result;
    if (!watching.ofReadings && conditions.active.length === 0) store.delete(asset, metric);
    else if (before === undefined || transitions.length > 0) store.set(asset, metric, conditions);
    else store.advance(asset, metric, conditions, record.offset);
    known = store.of(asset);
    for (const transition of transitions) {
      const of = { tenant, assetId, assetPath, metric, index: message.index(place) };
      outlet.emit(commandRecord(codecs, transition, of), record);
    }
  }
  if (left > 0) unwatched.inc(left);
  if (done > 0) evaluated.inc(done);
}

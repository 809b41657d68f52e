import type { Codecs, Decoded } from '@millrace/contracts';
import { watchSeries, type DetectorSettings, type Skipped } from '@millrace/domain';
import { counter, nowMicros, uuidV5 } from '@millrace/platform';
import { deadLetter, ok, type Batch, type InRecord, type StepResult } from '@millrace/streaming';
import { anomalyRecord } from './anomaly-record.ts';
import { seriesKey, seriesStore } from './series-store.ts';

export interface TelemetryParts {
  readonly codecs: Pick<Codecs, 'encode'>;
  readonly settings: DetectorSettings;
}

const DONE = ok(undefined);

const readings = counter('millrace_anomaly_readings_total', 'Readings by what the detector did with them', ['outcome']);
// Labelled children made once: looking them up per reading would cost more than counting.
const watched = readings.labels('watched');
const skipped: Readonly<Record<Skipped, { inc(): void }>> = {
  NOT_NUMERIC: readings.labels('not_numeric'),
  BAD_QUALITY: readings.labels('bad_quality'),
  LATE: readings.labels('late'),
};
const anomalies = counter('millrace_anomaly_events_total', 'Anomaly events by type', ['type']);

/** Shows the readings of one record to the detectors of their series. */
export function telemetryStep(
  { codecs, settings }: TelemetryParts,
  outlet: Pick<Batch, 'emit' | 'store'>,
  decoded: Decoded,
  record: InRecord,
): StepResult<undefined> {
  if (decoded.type !== 'TelemetryEnriched') {
    return deadLetter({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type}: ${record.topic} holds TelemetryEnriched` });
  }
  const { tenant, assetId, eventId, receivedAt } = decoded.value;
  const states = outlet.store(seriesStore);
  let seen = 0;
  for (const { index, metric, occurredAt, value, unit, quality } of decoded.value.readings) {
    const series = { tenant, assetId, metric };
    const key = seriesKey(series);
    // A record may hold several readings of a series: its own position tells them apart.
    const idOf = (kind: string): string => uuidV5(kind, tenant, assetId, metric, eventId, String(index));
    const reading = { value, quality, occurredAt, receivedAt };
    const result = watchSeries(states.get(key), reading, settings, () => idOf('anomaly'));
    if (result.skipped !== undefined) {
      skipped[result.skipped].inc();
      continue;
    }
    seen += 1;
    states.set(key, result.state);
    if (result.event === undefined) continue;
    anomalies.inc({ type: result.event.type });
    const about = {
      ...series,
      assetPath: decoded.value.assetPath,
      unit,
      sourceEventId: eventId,
      eventId: idOf(result.event.type),
      detectedAt: nowMicros(),
    };
    outlet.emit(anomalyRecord(codecs, result.event, about), record);
  }
  watched.inc(seen);
  return DONE;
}

import type { Codecs, Decoded } from '@millrace/contracts';
import type { DetectorSettings, Skipped } from '@millrace/domain';
import { counter, nowMicros } from '@millrace/platform';
import { deadLetter, ok, type Batch, type InRecord, type StepResult } from '@millrace/streaming';
import { anomalyRecord } from './anomaly-record.ts';
import { seriesStore } from './series-store.ts';
import { watchReadings } from './watch-readings.ts';

export interface TelemetryParts {
  readonly codecs: Pick<Codecs, 'encode'>;
  readonly settings: DetectorSettings;
}

const DONE = ok(undefined);

const readings = counter('millrace_anomaly_readings_total', 'Readings by what the detector did with them', ['outcome']);
// Labelled children made once: looking them up per reading would cost more than counting.
const shown = readings.labels('watched');
const skipped: Readonly<Record<Skipped, { inc(): void }>> = {
  NOT_NUMERIC: readings.labels('not_numeric'),
  BAD_QUALITY: readings.labels('bad_quality'),
  LATE: readings.labels('late'),
};
const anomalies = counter('millrace_anomaly_events_total', 'Anomaly events by type', ['type']);

/** Shows the readings of one record to the detectors of their series, and tells what they say. */
export function telemetryStep(
  { codecs, settings }: TelemetryParts,
  outlet: Pick<Batch, 'emit' | 'store'>,
  decoded: Decoded,
  record: InRecord,
): StepResult<undefined> {
  if (decoded.type !== 'TelemetryEnriched') {
    return deadLetter({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type}: ${record.topic} holds TelemetryEnriched` });
  }
  const message = decoded.value;
  const { tenant, assetId, assetPath, eventId: sourceEventId } = message;
  let seen = 0;
  watchReadings(outlet.store(seriesStore), settings, message, record.offset, (watched, { metric, unit }, idOf) => {
    if (typeof watched === 'string') {
      skipped[watched].inc();
      return;
    }
    seen += 1;
    const event = watched?.event;
    if (event === undefined) return;
    anomalies.inc({ type: event.type });
    const about = { tenant, assetId, assetPath, metric, unit, sourceEventId, eventId: idOf(event.type) };
    outlet.emit(anomalyRecord(codecs, event, { ...about, detectedAt: nowMicros() }), record);
  });
  shown.inc(seen);
  return DONE;
}

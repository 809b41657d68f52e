import type { Codecs, Decoded } from '@millrace/contracts';
import type { DetectorSettings, Skipped } from '@millrace/domain';
import { counter, nowMicros, uuidV5 } from '@millrace/platform';
import { deadLetter, ok, type Batch, type InRecord, type StepResult } from '@millrace/streaming';
import { anomalyRecord } from './anomaly-record.ts';
import { assetKey, seriesStore } from './series-store.ts';

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
  const { tenant, assetId, assetPath, eventId, receivedAt } = decoded.value;
  const table = outlet.store(seriesStore);
  const asset = table.asset(assetKey(tenant, assetId));
  let seen = 0;
  for (const { index, metric, occurredAt, value, unit, quality } of decoded.value.readings) {
    // A record may hold several readings of a series: its own position tells them apart.
    const idOf = (kind: string): string => uuidV5(kind, tenant, assetId, metric, eventId, String(index));
    const reading = { value, quality, occurredAt, receivedAt };
    const watched = table.watch(asset, metric, reading, settings, () => idOf('anomaly'));
    if (typeof watched === 'string') {
      skipped[watched].inc();
      continue;
    }
    seen += 1;
    const event = watched?.event;
    if (event === undefined) continue;
    anomalies.inc({ type: event.type });
    const about = { tenant, assetId, assetPath, metric, unit, sourceEventId: eventId, eventId: idOf(event.type) };
    outlet.emit(anomalyRecord(codecs, event, { ...about, detectedAt: nowMicros() }), record);
  }
  shown.inc(seen);
  return DONE;
}

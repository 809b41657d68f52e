import {
  DecodedView,
  type Codecs,
  type Decoded,
  type EnrichedMessageReader,
  type EnrichedView,
} from '@millrace/contracts';
import type { DetectorSettings, Skipped } from '@millrace/domain';
import { counter, nowMicros } from '@millrace/platform';
import { deadLetter, ok, type Batch, type InRecord, type QuickStep, type StepResult } from '@millrace/streaming';
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

type Outlet = Pick<Batch, 'emit' | 'store'>;

/** Shows the readings of one record to the detectors of their series, and tells what they say. */
export function telemetryStep(
  parts: TelemetryParts,
  outlet: Outlet,
  decoded: Decoded,
  record: InRecord,
): StepResult<undefined> {
  if (decoded.type !== 'TelemetryEnriched') {
    return deadLetter({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type}: ${record.topic} holds TelemetryEnriched` });
  }
  return watch(parts, outlet, new DecodedView(decoded.value), record);
}

/** The same straight from the bytes, for the records that can be read so: nearly all of them. */
export function quickStep(
  parts: TelemetryParts,
  reader: Pick<EnrichedMessageReader, 'read'>,
  outlet: Outlet,
): QuickStep<undefined> {
  return (record) => {
    const message = reader.read(record.value);
    return message === undefined ? undefined : watch(parts, outlet, message, record);
  };
}

function watch(
  { codecs, settings }: TelemetryParts,
  outlet: Outlet,
  message: EnrichedView,
  record: InRecord,
): StepResult<undefined> {
  let seen = 0;
  watchReadings(outlet.store(seriesStore), settings, message, record.offset, (watched, place, idOf) => {
    if (typeof watched === 'string') {
      skipped[watched].inc();
      return;
    }
    seen += 1;
    const event = watched?.event;
    if (event === undefined) return;
    anomalies.inc({ type: event.type });
    const { tenant, assetId, assetPath, eventId: sourceEventId } = message;
    const about = {
      tenant,
      assetId,
      assetPath,
      metric: message.metric(place),
      unit: message.unit(place),
      sourceEventId,
    };
    outlet.emit(anomalyRecord(codecs, event, { ...about, eventId: idOf(event.type), detectedAt: nowMicros() }), record);
  });
  shown.inc(seen);
  return DONE;
}

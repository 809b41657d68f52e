import type { TelemetryEnriched } from '@millrace/contracts';
import type { DetectorSettings, Watched } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import { assetKey, type SeriesStore } from './series-store.ts';

/** Identity of what a reading sets off: the same whenever it is shown again. */
export type IdOf = (kind: string) => string;
export type OnWatched = (watched: Watched, reading: TelemetryEnriched['readings'][number], idOf: IdOf) => void;

/**
 * Shows the readings of a message, the input record at `offset`, to the detectors of their series, and tells what each did. A message that
 * the saved state of its asset knows already is passed over. Live and reading again take this way both.
 */
export function watchReadings(
  { table, behind }: SeriesStore,
  settings: DetectorSettings,
  { tenant, assetId, eventId, receivedAt, readings }: TelemetryEnriched,
  offset: number,
  onWatched: OnWatched,
): void {
  behind.reached(offset);
  const asset = table.asset(assetKey(tenant, assetId));
  if (offset < asset.savedTo) return;
  let taught = false;
  for (const reading of readings) {
    const { index, metric, occurredAt, value, quality } = reading;
    // A record may hold several readings of a series: its own position tells them apart.
    const idOf: IdOf = (kind) => uuidV5(kind, tenant, assetId, metric, eventId, String(index));
    const watched = table.watch(asset, metric, { value, quality, occurredAt, receivedAt }, settings, () =>
      idOf('anomaly'),
    );
    if (typeof watched !== 'string') taught = true;
    onWatched(watched, reading, idOf);
  }
  if (taught) behind.note(asset, offset);
}

import type { EnrichedView } from '@millrace/contracts';
import type { DetectorSettings, Watched } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import type { SeriesStore } from './series-store.ts';

/** Identity of what a reading sets off: the same whenever it is shown again. */
export type IdOf = (kind: string) => string;
/** What the detector did with the reading at a place of the message. */
export type OnWatched = (watched: Watched, place: number, idOf: IdOf) => void;

/**
 * Shows the readings of a message, the input record at `offset`, to the detectors of their series, and tells what each did. A message that
 * the saved state of its asset knows already is passed over. Live and reading again take this way both.
 */
export function watchReadings(
  store: SeriesStore,
  settings: DetectorSettings,
  message: EnrichedView,
  offset: number,
  onWatched: OnWatched,
): void {
  const { table, behind } = store;
  behind.reached(offset);
  const asset = store.assetOf(message);
  if (offset < asset.savedTo) return;
  const { count, receivedAt } = message;
  let taught = false;
  let place = 0;
  // A record may hold several readings of a series: its own position tells them apart.
  const idOf: IdOf = (kind) => {
    const { tenant, assetId, eventId } = message;
    return uuidV5(kind, tenant, assetId, message.metric(place), eventId, String(message.index(place)));
  };
  const newAnomalyId = (): string => idOf('anomaly');
  for (; place < count; place += 1) {
    const value = message.value(place);
    const reading = { value, quality: message.quality(place), occurredAt: message.occurredAt(place), receivedAt };
    const watched = table.watch(asset, message.metric(place), reading, settings, newAnomalyId);
    if (typeof watched !== 'string') taught = true;
    onWatched(watched, place, idOf);
  }
  if (taught) behind.note(asset, offset);
}

import type { SeriesConditions } from '@millrace/domain';
import { jsonStore, type KeyValueStore } from '@millrace/streaming';

/** The alarm conditions of each series that a rule watches, `<tenant>/<assetId>/<metric>` → conditions by rule. */
export const conditionsStore = jsonStore<SeriesConditions>('conditions');

export interface Series {
  readonly tenant: string;
  readonly assetId: string;
  readonly metric: string;
}
export const seriesKey = ({ tenant, assetId, metric }: Series): string => `${tenant}/${assetId}/${metric}`;

/** Keeps conditions while they say something: a series nobody watches any more leaves nothing behind. */
export function keep(
  store: KeyValueStore<SeriesConditions>,
  key: string,
  before: SeriesConditions | undefined,
  after: SeriesConditions,
  watched: boolean,
): void {
  if (watched || after.active.length > 0) {
    if (after !== before) store.set(key, after);
  } else if (before !== undefined) store.delete(key);
}

import { deserializeSeries, serializeSeries, type SeriesState } from '@millrace/domain';
import type { StoreSpec } from '@millrace/streaming';

/** What the detector knows of each series, `<tenant>/<assetId>/<metric>` → state (the format is in the domain's serialization). */
export const seriesStore: StoreSpec<SeriesState> = {
  name: 'series',
  serialize: (state) => Buffer.from(serializeSeries(state).buffer),
  deserialize: deserializeSeries,
};

export interface Series {
  readonly tenant: string;
  readonly assetId: string;
  readonly metric: string;
}

export const seriesKey = ({ tenant, assetId, metric }: Series): string => `${tenant}/${assetId}/${metric}`;

import { SeriesTable } from '@millrace/domain';
import type { StoreSpec } from '@millrace/streaming';

/** What the detector knows of each series, saved asset by asset and behind the input (see the domain's `SeriesTable`). */
export const seriesStore: StoreSpec<SeriesTable> = { name: 'series', open: () => new SeriesTable() };

/** The key under which the table has the series of an asset. */
export const assetKey = (tenant: string, assetId: string): string => `${tenant}/${assetId}`;

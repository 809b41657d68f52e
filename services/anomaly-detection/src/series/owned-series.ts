import { PARTITIONS } from '@millrace/contracts';
import type { OpenAnomaly, SeriesMemory, SeriesTable } from '@millrace/domain';
import { partitionFor, type Batch } from '@millrace/streaming';
import { Injectable } from '@nestjs/common';
import { assetKey, seriesStore } from './series-store.ts';

export interface Series {
  readonly tenant: string;
  readonly assetId: string;
  readonly metric: string;
}

interface Held {
  readonly table: SeriesTable;
  readonly lost: AbortSignal;
}

/** The series whose partition is this instance's now, for questions over HTTP. */
@Injectable()
export class OwnedSeries {
  readonly #held = new Map<number, Held>();

  /** Notes whose store a batch works on. It counts until the partition is lost, which aborts the batch's signal. */
  hold(batch: Pick<Batch, 'partition' | 'signal' | 'store'>): void {
    this.#held.set(batch.partition, { table: batch.store(seriesStore).table, lost: batch.signal });
  }

  /** What `show` makes of a series; `unknown` if it has none, `elsewhere` if another instance owns it or nothing came yet. */
  find<T>(
    { tenant, assetId, metric }: Series,
    show: (series: SeriesMemory, open: OpenAnomaly | undefined) => T,
  ): T | 'unknown' | 'elsewhere' {
    const key = assetKey(tenant, assetId);
    const held = this.#held.get(partitionFor(key, PARTITIONS));
    if (held === undefined || held.lost.aborted) return 'elsewhere';
    return held.table.look(key, metric, show) ?? 'unknown';
  }
}

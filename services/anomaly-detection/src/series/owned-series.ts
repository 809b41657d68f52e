import { PARTITIONS } from '@millrace/contracts';
import type { SeriesState } from '@millrace/domain';
import { partitionFor, type Batch, type StateStore } from '@millrace/streaming';
import { Injectable } from '@nestjs/common';
import { seriesKey, seriesStore, type Series } from './series-store.ts';

interface Held {
  readonly store: StateStore<SeriesState>;
  readonly lost: AbortSignal;
}

/** The series whose partition is this instance's now, for questions over HTTP. */
@Injectable()
export class OwnedSeries {
  readonly #held = new Map<number, Held>();

  /** Notes whose store a batch works on. It counts until the partition is lost, which aborts the batch's signal. */
  hold(batch: Pick<Batch, 'partition' | 'signal' | 'store'>): void {
    this.#held.set(batch.partition, { store: batch.store(seriesStore), lost: batch.signal });
  }

  /** State of a series, `unknown` if it has none, `elsewhere` if another instance owns its partition or nothing came yet. */
  find(series: Series): SeriesState | 'unknown' | 'elsewhere' {
    const partition = partitionFor(`${series.tenant}/${series.assetId}`, PARTITIONS);
    const held = this.#held.get(partition);
    if (held === undefined || held.lost.aborted) return 'elsewhere';
    return held.store.get(seriesKey(series)) ?? 'unknown';
  }
}

import { ProblemException } from '@millrace/platform/nest';
import type { Reads } from '../../store/reads.ts';

/** Whether an answer takes corrections into account, or tells what the devices said. */
export type Corrections = 'applied' | 'none';

/** A correction in effect, as an answer that builds on it tells of it. */
export interface EffectiveCorrection {
  readonly correctionId: string;
  readonly metric: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: string;
}
type Row = EffectiveCorrection & { start: number; end: number };

/** An asset has no more of them (`CORRECTIONS_PER_ASSET` of the domain). */
const MOST = 1_000;

const SQL = `
SELECT correction_id AS correctionId, metric, kind, range_from AS from, range_to AS to, reason, requested_by AS requestedBy,
  approved_by AS approvedBy, approved_at AS approvedAt, toUnixTimestamp64Micro(range_from) AS start,
  toUnixTimestamp64Micro(range_to) AS end
FROM corrections
WHERE tenant = {tenant:String} AND asset_id = {assetId:String} AND state = 'APPROVED'
  AND ({metric:String} = '' OR metric = {metric:String})
ORDER BY range_from, metric
LIMIT ${MOST}`;

/** Whose corrections; `metric` is empty for every metric of the asset. */
interface Asked {
  readonly tenant: string;
  readonly assetId: string;
  readonly metric: string;
  readonly corrections: Corrections;
}

/** Somebody would have to decide within the milliseconds of each of so many tries. */
const TRIES = 5;

/** The corrections in effect of an asset's readings, or of those of one metric. */
export class EffectiveCorrections {
  readonly #rows: readonly Row[];

  private constructor(rows: readonly Row[]) {
    this.#rows = rows;
  }

  static async of(reads: Reads, asked: Asked): Promise<EffectiveCorrections> {
    const { tenant, assetId, metric, corrections } = asked;
    if (corrections === 'none') return new EffectiveCorrections([]);
    return new EffectiveCorrections(await reads.rows<Row>(SQL, { tenant, assetId, metric }, MOST));
  }

  /**
   * An answer that tells of the corrections it builds on: it is asked for again when these changed meanwhile.
   * @throws ProblemException 503 when they change all the time
   */
  static async during<T>(
    reads: Reads,
    asked: Asked,
    answer: (effective: EffectiveCorrections) => Promise<T>,
  ): Promise<T> {
    let effective = await EffectiveCorrections.of(reads, asked);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answered = await answer(effective);
      // Without corrections the tables were asked, which have none.
      if (effective.#rows.length === 0) return answered;
      const now = await EffectiveCorrections.of(reads, asked);
      if (now.#isSameAs(effective)) return answered;
      effective = now;
    }
    throw new ProblemException(503, { detail: 'The corrections of it are changing just now.', retryAfterSeconds: 1 });
  }

  #isSameAs(other: EffectiveCorrections): boolean {
    const ids = ({ correctionId }: Row): string => correctionId;
    return this.#rows.map(ids).join() === other.#rows.map(ids).join();
  }

  /** Name of what has these readings, or their rollups: without corrections it is the table itself, which is cheaper to ask. */
  source(table: string): string {
    return this.#rows.length === 0 ? table : `corrected_${table}`;
  }

  /** The columns that only corrected readings have, and what they are of others. */
  readingColumns(): string {
    return this.#rows.length === 0 ? `'' AS correction_id, value AS original_value` : 'correction_id, original_value';
  }

  /** Those that are about readings at or after `from` and before `to`, microseconds. */
  between(from: number, to: number): EffectiveCorrection[] {
    return this.#rows
      .filter(({ start, end }) => start < to && end > from)
      .map(({ start: _start, end: _end, ...correction }) => correction);
  }
}

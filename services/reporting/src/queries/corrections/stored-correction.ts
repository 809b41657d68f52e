import type { Reads } from '../../store/reads.ts';

/** A correction as reporting knows it, whatever its state. */
export interface StoredCorrection {
  readonly correctionId: string;
  readonly assetId: string;
  readonly metric: string;
  readonly unit: string;
  readonly kind: string;
  readonly factor: number;
  readonly offset: number;
  readonly state: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  /** Empty and null unless it was approved. */
  readonly approvedBy: string;
  readonly approvedAt: string | null;
  readonly from: string;
  readonly to: string;
  /** The range in microseconds since 1970. */
  readonly start: number;
  readonly end: number;
}

const SQL = `
SELECT correction_id AS correctionId, asset_id AS assetId, metric, unit, kind, factor, offset, state, reason,
  requested_by AS requestedBy, requested_at AS requestedAt, approved_by AS approvedBy, approved_at AS approvedAt,
  range_from AS from, range_to AS to, toUnixTimestamp64Micro(range_from) AS start, toUnixTimestamp64Micro(range_to) AS end
FROM corrections
WHERE tenant = {tenant:String} AND correction_id = {correctionId:String}
LIMIT 1`;

export async function storedCorrection(
  reads: Reads,
  asked: { tenant: string; correctionId: string },
): Promise<StoredCorrection | undefined> {
  const [found] = await reads.rows<StoredCorrection>(SQL, asked, 1);
  return found;
}

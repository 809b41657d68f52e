import { ProblemException } from '@millrace/platform/nest';
import type { Readable } from 'node:stream';
import type { Reads } from '../store/reads.ts';
import { EffectiveCorrections, type Corrections } from './corrections/effective.ts';

export interface ExportQuestion {
  readonly tenant: string;
  readonly assetId: string;
  /** Empty for every metric of the asset. */
  readonly metric: string;
  readonly from: number;
  readonly to: number;
  readonly format: 'csv' | 'parquet';
  readonly corrections: Corrections;
}

const WHERE = `WHERE tenant = {tenant:String} AND asset_id = {assetId:String} AND ({metric:String} = '' OR metric = {metric:String})
  AND occurred_at >= fromUnixTimestamp64Micro({from:Int64}, 'UTC') AND occurred_at < fromUnixTimestamp64Micro({to:Int64}, 'UTC')`;

/**
 * The readings of one asset as ClickHouse writes them; those that were corrected have the correction and what the device said beside
 * them. Answers 422 before anything is sent when there are more than `maxRows`.
 */
export async function exportReadings(reads: Reads, maxRows: number, asked: ExportQuestion): Promise<Readable> {
  const { format, corrections, ...params } = asked;
  const { tenant, assetId, metric } = params;
  const effective = await EffectiveCorrections.of(reads, { tenant, assetId, metric, corrections });
  const from = `FROM ${effective.source('readings')} ${WHERE}`;
  const [counted] = await reads.rows<{ n: number }>(`SELECT count() AS n ${from}`, params, 1);
  const rows = counted?.n ?? 0;
  if (rows > maxRows) {
    const rule = `must select at most ${maxRows} readings`;
    throw new ProblemException(422, {
      detail: 'The export is too large.',
      errors: [{ field: 'to', value: rows, rule }],
    });
  }
  const sql = `SELECT asset_id, asset_path, metric, occurred_at, received_at, value, value_text, value_bool, unit,
  toString(quality) AS quality, device_id, toString(event_id) AS event_id, reading_index, shift, ${effective.readingColumns()}
${from}
ORDER BY asset_id, metric, occurred_at`;
  return reads.export(sql, format === 'csv' ? 'CSVWithNames' : 'Parquet', params);
}

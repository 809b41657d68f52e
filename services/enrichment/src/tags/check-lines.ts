import { fieldErrors, type FieldError } from '@millrace/platform/nest';
import type { RawLine } from './csv.ts';
import type { LineOutcome } from './import-tags.ts';
import { tagRow, WITH_METRIC, type TagRow } from './tag-row.ts';

/** A line that is well formed by itself and does not contradict another. */
export interface CheckedLine {
  readonly line: number;
  readonly row: TagRow;
}

/** What an asset is: the same on all of its lines that say it. */
const OF_ASSET = ['name', 'level', 'parentId', 'path', 'typeId'] as const;

/** Tells the lines that can be tried from those that cannot. */
export function linesOf(raw: readonly RawLine[]): { readonly checked: CheckedLine[]; readonly refused: LineOutcome[] } {
  const checked: CheckedLine[] = [];
  const refused: LineOutcome[] = [];
  const firstOf = new Map<string, CheckedLine>();
  const lineOf = new Map<string, number>();
  for (const { line, fields } of raw) {
    const parsed = tagRow.safeParse(fields);
    if (!parsed.success) {
      refused.push(refusedLine(line, fields, fieldErrors(parsed.error, fields)));
      continue;
    }
    const row = parsed.data;
    const first = row.level === undefined ? undefined : firstOf.get(row.assetId);
    const metricKey = JSON.stringify([row.assetId, row.metric]);
    const errors = [...incomplete(row), ...contradictions(row, first), ...repetition(row, lineOf.get(metricKey))];
    if (errors.length > 0) {
      refused.push(refusedLine(line, fields, errors));
      continue;
    }
    const one = { line, row };
    checked.push(one);
    if (row.level !== undefined && first === undefined) firstOf.set(row.assetId, one);
    lineOf.set(metricKey, line);
  }
  return { checked, refused };
}

function incomplete(row: TagRow): FieldError[] {
  if (row.typeId !== undefined && row.level === undefined)
    return [{ field: 'typeId', value: row.typeId, rule: 'must be on a line with a level' }];
  if (row.metric === undefined) {
    const extra = WITH_METRIC.find((field) => row[field] !== undefined);
    return extra === undefined ? [] : [{ field: 'metric', value: null, rule: `must be given, because ${extra} is` }];
  }
  const missing = WITH_METRIC.filter((field) => row[field] === undefined);
  return missing.map((field) => ({ field, value: null, rule: 'must be given, because metric is' }));
}

function contradictions(row: TagRow, first: CheckedLine | undefined): FieldError[] {
  if (first === undefined) return [];
  const differing = OF_ASSET.filter((field) => row[field] !== undefined && row[field] !== first.row[field]);
  return differing.map((field) => {
    const rule = `must be as on line ${first.line} of the same asset: "${first.row[field] ?? ''}"`;
    return { field, value: row[field], rule };
  });
}

function repetition({ metric }: TagRow, line: number | undefined): FieldError[] {
  if (metric === undefined || line === undefined) return [];
  return [{ field: 'metric', value: metric, rule: `must be on one line of its asset, it is on line ${line}` }];
}

function refusedLine(line: number, fields: RawLine['fields'], errors: readonly FieldError[]): LineOutcome {
  const { assetId, metric } = fields;
  return {
    ...{ line, assetId: String(assetId ?? ''), ...(metric === undefined ? {} : { metric: String(metric) }) },
    ...{ status: 'refused', errors, detail: errors.map(({ field, rule }) => `${field}: ${rule}`).join('; ') },
  };
}

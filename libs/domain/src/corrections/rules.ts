import { ASSET_METRIC_PATTERN, ASSET_METRIC_RULE } from '../assets/index.ts';
import type { EpochMicros } from '../kernel/index.ts';
import type { CorrectionContent, CorrectionRefusal, CorrectionRefusalCode } from './correction.ts';

/** Longest range of one correction, days: what is asked of its readings stays within what one answer may cost. */
export const CORRECTION_MAX_DAYS = 366;
/** Most readings that one correction puts in place of others. */
export const CORRECTION_MAX_REPLACEMENTS = 1_000;

const DAY_MICROS = 86_400e6;

const refusal = (code: CorrectionRefusalCode, field: string, detail: string): CorrectionRefusal => ({
  code,
  field,
  detail,
});
const iso = (micros: EpochMicros): string => new Date(micros / 1_000).toISOString();

/** The first rule that what is asked for breaks by itself, whatever other corrections there are. */
export function contentRefusal(content: CorrectionContent, now: EpochMicros): CorrectionRefusal | undefined {
  const { metric } = content;
  if (!ASSET_METRIC_PATTERN.test(metric))
    return refusal('INVALID_METRIC', 'metric', `metric "${metric}": must be ${ASSET_METRIC_RULE}`);
  return rangeRefusal(content, now) ?? scaleRefusal(content) ?? replacementsRefusal(content);
}

function rangeRefusal({ from, to }: CorrectionContent, now: EpochMicros): CorrectionRefusal | undefined {
  const no = (field: string, value: number, rule: string): CorrectionRefusal =>
    refusal('INVALID_RANGE', field, `${field} ${iso(value)}: ${rule}`);
  if (from < 0) return no('from', from, 'must not be before 1970');
  if (to <= from) return no('to', to, `must be after from, ${iso(from)}`);
  if (to > now) return no('to', to, 'must not be in the future: what has not been measured cannot be wrong yet');
  if (to - from > CORRECTION_MAX_DAYS * DAY_MICROS)
    return no('to', to, `must be at most ${CORRECTION_MAX_DAYS} days after from, ${iso(from)}`);
  return undefined;
}

function scaleRefusal({ kind, factor, offset }: CorrectionContent): CorrectionRefusal | undefined {
  const no = (field: string, value: number, rule: string): CorrectionRefusal =>
    refusal('INVALID_SCALE', field, `${field} ${value}: ${rule}`);
  if (!Number.isFinite(factor) || factor === 0) return no('factor', factor, 'must be a finite number other than 0');
  if (!Number.isFinite(offset)) return no('offset', offset, 'must be a finite number');
  const isIdentity = factor === 1 && offset === 0;
  if (kind === 'SCALE' && isIdentity) return no('factor', factor, 'with offset 0 it would change nothing');
  if (kind !== 'SCALE' && !isIdentity) return no('factor', factor, `only SCALE has factor and offset, this is ${kind}`);
  return undefined;
}

function replacementsRefusal({ kind, from, to, replacements }: CorrectionContent): CorrectionRefusal | undefined {
  const no = (field: string, detail: string): CorrectionRefusal =>
    refusal('INVALID_REPLACEMENTS', field, `${field}${detail}`);
  const count = replacements.length;
  if (kind !== 'REPLACE')
    return count === 0 ? undefined : no('replacements', ` (${count}): only REPLACE has them, this is ${kind}`);
  if (count === 0 || count > CORRECTION_MAX_REPLACEMENTS)
    return no('replacements', ` (${count}): must be 1 to ${CORRECTION_MAX_REPLACEMENTS} readings; VOID has none`);
  for (const [index, { at, value }] of replacements.entries()) {
    const field = `replacements[${index}]`;
    if (!Number.isFinite(value)) return no(`${field}.value`, ` ${value}: must be a finite number`);
    if (at < from || at >= to) return no(`${field}.at`, ` ${iso(at)}: must be in the range of the correction`);
    const before = replacements[index - 1];
    if (before !== undefined && at <= before.at)
      return no(`${field}.at`, ` ${iso(at)}: must be after that of the one before, ${iso(before.at)}`);
  }
  return undefined;
}

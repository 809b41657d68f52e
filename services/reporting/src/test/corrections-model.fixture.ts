import type { CorrectionKind, ReplacementReading } from '@millrace/domain';

/** A reading as a test sent it; instants in microseconds. No two of a series are of one instant. */
export interface SentReading {
  readonly assetId: string;
  readonly metric: string;
  readonly at: number;
  readonly value: number | string;
  readonly quality: 'GOOD' | 'UNCERTAIN' | 'BAD';
}

/** A correction in effect. */
export interface InEffect {
  readonly correctionId: string;
  readonly assetId: string;
  readonly metric: string;
  readonly from: number;
  readonly to: number;
  readonly kind: CorrectionKind;
  readonly factor: number;
  readonly offset: number;
  readonly replacements: readonly ReplacementReading[];
}

/** A reading and what became of it. */
interface Judged extends SentReading {
  readonly counts: boolean;
  readonly correctionId: string;
}

const byKeys = (a: readonly (string | number)[], b: readonly (string | number)[]): number => {
  const at = a.findIndex((key, index) => key !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
};

function judge(sent: readonly SentReading[], inEffect: readonly InEffect[]): Judged[] {
  const own = sent.map((reading): Judged => {
    const by = inEffect.find(
      ({ assetId, metric, from, to }) =>
        assetId === reading.assetId && metric === reading.metric && from <= reading.at && reading.at < to,
    );
    if (by === undefined) return { ...reading, counts: true, correctionId: '' };
    const { correctionId, kind, factor, offset } = by;
    if (kind !== 'SCALE') return { ...reading, counts: false, correctionId };
    const value = typeof reading.value === 'number' ? reading.value * factor + offset : reading.value;
    return { ...reading, value, counts: true, correctionId };
  });
  const instead = inEffect.flatMap(({ assetId, metric, correctionId, replacements }) =>
    replacements.map(({ at, value }): Judged => ({
      assetId,
      metric,
      at,
      value,
      quality: 'GOOD',
      counts: true,
      correctionId,
    })),
  );
  return [...own, ...instead].sort((a, b) => byKeys([a.assetId, a.metric, a.at], [b.assetId, b.metric, b.at]));
}

/** What `corrected_readings` should have. */
export function modelReadings(sent: readonly SentReading[], inEffect: readonly InEffect[]) {
  return judge(sent, inEffect)
    .filter(({ counts }) => counts)
    .map(({ assetId, metric, at, value, quality, correctionId }) => {
      const [number, text] = typeof value === 'number' ? [value, null] : [null, value];
      return { assetId, metric, at, number, text, quality, correctionId };
    });
}

/** What a rollup with buckets of so many seconds should have. */
export function modelRollup(sent: readonly SentReading[], inEffect: readonly InEffect[], seconds: number) {
  const numbers = judge(sent, inEffect).flatMap(({ value, quality, ...rest }) =>
    typeof value === 'number' && quality !== 'BAD' ? [{ ...rest, value, quality }] : [],
  );
  const start = (at: number): number => Math.floor(at / (seconds * 1e6)) * seconds;
  const buckets = Map.groupBy(numbers, ({ assetId, metric, at }) => JSON.stringify([assetId, metric, start(at)]));
  return [...buckets].map(([key, all]) => {
    const [assetId, metric, bucket] = JSON.parse(key) as [string, string, number];
    const counting = all.filter(({ counts }) => counts);
    const values = counting.map(({ value }) => value);
    return {
      ...{ assetId, metric, bucket, count: values.length },
      good: counting.filter(({ quality }) => quality === 'GOOD').length,
      sum: values.reduce((sum, value) => sum + value, 0),
      min: values.length === 0 ? null : Math.min(...values),
      max: values.length === 0 ? null : Math.max(...values),
      first: values[0] ?? null,
      last: values.at(-1) ?? null,
      corrected: all.filter(({ correctionId }) => correctionId !== '').length,
      ids: [...new Set(all.map(({ correctionId }) => correctionId))].filter((id) => id !== '').sort(),
    };
  });
}

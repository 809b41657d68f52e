import type { Measured } from './stage.ts';

/** A stage over all repetitions: medians, and how far the ratios lie apart. */
export interface Summary extends Measured {
  readonly ratio: number;
  readonly lowestRatio: number;
  readonly highestRatio: number;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('no values');
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The repetitions of each stage as one; the ratio is the median of the repetitions' ratios, each of which had the same neighbours. */
export function summarize(repetitions: readonly (readonly Measured[])[]): Summary[] {
  const byStage = new Map<string, Measured[]>();
  for (const measured of repetitions.flat())
    byStage.set(measured.stage, [...(byStage.get(measured.stage) ?? []), measured]);
  return [...byStage.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const ratios = all.map(({ ours, peer }) => ours / peer);
    const rounded = (value: number): number => Math.round(value * 100) / 100;
    return {
      ...first,
      ours: Math.round(median(all.map(({ ours }) => ours))),
      peer: Math.round(median(all.map(({ peer }) => peer))),
      ratio: rounded(median(ratios)),
      lowestRatio: rounded(Math.min(...ratios)),
      highestRatio: rounded(Math.max(...ratios)),
    };
  });
}

const thousands = (value: number): string => value.toLocaleString('en-US');

function verdict({ ratio, goal }: Summary): string {
  if (goal === undefined) return '–';
  return `${goal}, ${ratio >= goal ? 'met' : 'missed'}`;
}

/** As a Markdown table. */
export function renderTable(summaries: readonly Summary[]): string {
  const rows = summaries.map((s) => {
    const spread = `${s.ratio} (${s.lowestRatio} to ${s.highestRatio})`;
    return `| ${s.stage} | ${thousands(s.ours)} | ${thousands(s.peer)} | ${spread} | ${verdict(s)} | ${s.unit} |`;
  });
  return ['| stage | ours | peer | ratio (spread) | goal | unit |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

import type { Measured } from './stage.ts';

/** A stage over all repetitions: medians, and how far the repetitions lie apart. */
export interface Summary {
  readonly stage: string;
  readonly ours: number;
  readonly peer: number | null;
  /** `ours / peer`; null where there is no peer. */
  readonly ratio: number | null;
  /** What the ratio, or ours where there is none, should be. */
  readonly goal: number | null;
  readonly goalIs: 'at least' | 'at most';
  readonly unit: string;
  /** Spread of the ratio, or of ours where there is none. */
  readonly lowest: number;
  readonly highest: number;
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
  return [...byStage.values()].flatMap((all) => (all[0] === undefined ? [] : summaryOf(all[0], all)));
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

function summaryOf({ stage, unit, goal, goalIs }: Measured, all: readonly Measured[]): Summary {
  const peers = all.flatMap(({ peer }) => peer ?? []);
  const ratios = all.flatMap(({ ours, peer }) => (peer === undefined ? [] : ours / peer));
  const ours = all.map((one) => one.ours);
  const compared = ratios.length > 0;
  const spread = compared ? ratios.map(rounded) : ours.map(Math.round);
  return {
    stage,
    ours: Math.round(median(ours)),
    peer: compared ? Math.round(median(peers)) : null,
    ratio: compared ? rounded(median(ratios)) : null,
    ...{ goal: goal ?? null, goalIs: goalIs ?? 'at least', unit },
    lowest: Math.min(...spread),
    highest: Math.max(...spread),
  };
}

const thousands = (value: number | null): string => value?.toLocaleString('en-US') ?? '–';

function verdict({ ours, ratio, goal, goalIs }: Summary): string {
  if (goal === null) return '–';
  const figure = ratio ?? ours;
  const met = goalIs === 'at least' ? figure >= goal : figure <= goal;
  return `${goalIs} ${thousands(goal)}, ${met ? 'met' : 'missed'}`;
}

/** As a Markdown table. Where there is no peer the spread is that of our figure. */
export function renderTable(summaries: readonly Summary[]): string {
  const rows = summaries.map((s) => {
    const range = `${thousands(s.lowest)} to ${thousands(s.highest)}`;
    const [ours, ratio] =
      s.ratio === null ? [`${thousands(s.ours)} (${range})`, '–'] : [thousands(s.ours), `${s.ratio} (${range})`];
    return `| ${s.stage} | ${ours} | ${thousands(s.peer)} | ${ratio} | ${verdict(s)} | ${s.unit} |`;
  });
  return ['| stage | ours | peer | ratio (spread) | goal | unit |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

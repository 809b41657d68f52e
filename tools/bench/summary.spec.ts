import { describe, expect, it } from 'vitest';
import { renderTable, summarize } from './summary.ts';

const measured = (ours: number, peer: number) => ({ stage: 'a', unit: 'things per core-second', ours, peer, goal: 2 });

describe('the summary of repetitions', () => {
  it('takes the median of the ratios, not the ratio of the medians: each repetition had its own noise', () => {
    const [summary] = summarize([[measured(100, 50)], [measured(30, 10)], [measured(90, 60)]]);
    expect(summary).toMatchObject({ ours: 90, peer: 50, ratio: 2, lowest: 1.5, highest: 3 });
  });

  it('halves the middle of an even number', () => {
    expect(summarize([[measured(10, 10)], [measured(20, 10)]])[0]).toMatchObject({ ours: 15, ratio: 1.5 });
  });

  it('says whether the goal was met', () => {
    expect(renderTable(summarize([[measured(100, 50)]]))).toContain('| a | 100 | 50 | 2 (2 to 2) | at least 2, met |');
    expect(renderTable(summarize([[measured(99, 50)]]))).toContain('missed');
  });

  it('holds what has no peer against the goal itself, which may be one not to exceed', () => {
    const latency = (ours: number) =>
      ({ stage: 'l', unit: 'ms', ours, peer: undefined, goal: 250, goalIs: 'at most' }) as const;
    const [summary] = summarize([[latency(240)], [latency(300)], [latency(200)]]);
    expect(summary).toEqual({
      ...{ stage: 'l', unit: 'ms', ours: 240, peer: null, ratio: null, lowest: 200, highest: 300 },
      ...{ goal: 250, goalIs: 'at most' },
    });
    expect(renderTable(summarize([[latency(240)]]))).toContain('| l | 240 (240 to 240) | – | – | at most 250, met |');
    expect(renderTable(summarize([[latency(251)]]))).toContain('missed');
  });
});

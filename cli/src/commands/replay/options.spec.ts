import { describe, expect, it } from 'vitest';
import { replayOptions } from './options.ts';

describe('millrace replay', () => {
  it('1. without a step it does the whole', () => {
    expect(replayOptions(['--projection', 'readings'])).toEqual({
      ...{ step: 'run', projections: ['readings'], since: undefined, acceptDifferences: false, json: undefined },
    });
  });

  it('2. takes a step, several projections or all, and a time', () => {
    expect(
      replayOptions(['start', '--projection', 'alarms', '--projection', 'registry', '--from', '2026-11-25T06:00:00Z']),
    ).toMatchObject({
      ...{ step: 'start', projections: ['alarms', 'registry'], since: Date.UTC(2026, 10, 25, 6) },
    });
    expect(replayOptions(['--projection', 'all'])).toMatchObject({
      projections: [
        'readings',
        'alarms',
        'anomalies',
        'rejected',
        'dead-letters',
        'asset-history',
        'corrections',
        'registry',
        'alarm-state',
      ],
    });
  });

  it('3. says what is wrong with any word of it', () => {
    const wrong = (...words: string[]): string => {
      const found = replayOptions(words);
      return typeof found === 'object' && 'wrong' in found ? found.wrong : 'nothing';
    };
    expect(wrong()).toContain('--projection: must be one of readings');
    expect(wrong('--projection', 'reading')).toContain("--projection 'reading': must be one of readings");
    expect(wrong('undo', '--projection', 'all')).toContain("step 'undo': must be one of start, status");
    expect(wrong('--projection', 'all', '--from', 'noon')).toContain("--from 'noon': must be a time as");
    expect(wrong('--projection', 'all', '--fast')).toContain("'--fast'");
  });

  it('4. helps', () => {
    expect(replayOptions(['--help'])).toBe('help');
  });
});

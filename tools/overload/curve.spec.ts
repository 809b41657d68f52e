import { describe, expect, it } from 'vitest';
import { curves, sparkline } from './curve.ts';

const MIB = 1_048_576;

describe('a curve as text', () => {
  it('1. is empty at the bottom, full at the top, and shows the largest of each stretch', () => {
    expect(sparkline([0, 50, 100], 3, 100)).toBe('▁▅█');
    expect(sparkline([0, 100, 0, 0], 2, 100)).toBe('█▁');
    expect(sparkline([200], 10, 100)).toBe('█');
  });

  it('2. has a line for each service and one for what waits', () => {
    const rss = { ingestion: 100 * MIB, enrichment: 0, 'anomaly-detection': 0, alerting: 0, reporting: 0 };
    const samples = [
      { at: 1, rss, pendingBytes: 0 },
      { at: 2, rss: { ...rss, ingestion: 200 * MIB }, pendingBytes: 32 * MIB },
    ];
    const lines = curves(samples, 400 * MIB, 64 * MIB).split('\n');
    expect(lines[1]).toMatch(/^ingestion +100 +200 +200 +400 +▃▅$/);
    expect(lines.at(-1)).toMatch(/^ingestion pending +0 +32 +32 +64 +▁▅$/);
  });
});

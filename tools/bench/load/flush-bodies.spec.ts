import { describe, expect, it } from 'vitest';
import { FlushBodies } from './flush-bodies.ts';

interface Message {
  readonly deviceId: string;
  readonly messageId: string;
  readonly occurredAt: number;
  readonly values: Readonly<Record<string, number>>;
}
const NOW = Date.UTC(2026, 10, 26);
const flushes = (bodies: FlushBodies, many: number): Message[][] =>
  Array.from({ length: many }, (_, at) => JSON.parse(bodies.next(NOW + at).toString()) as Message[]);

describe('the bodies of flushes', () => {
  const all = flushes(new FlushBodies('run', 47), 90);
  const messages = all.flat();

  it('1. hold 25 messages of 8 readings each, of all devices in turn', () => {
    expect(all.every((flush) => flush.length === 25)).toBe(true);
    expect(messages.map(({ deviceId }) => deviceId)).toEqual(messages.map((_, at) => `bench-${at % 1_000}`));
    expect(
      messages.every(
        ({ values }) => Object.keys(values).join() === [0, 1, 2, 3, 4, 5, 6, 7].map((at) => `metric-${at}`).join(),
      ),
    ).toBe(true);
  });

  it('2. number every message and say when it was measured', () => {
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
    expect(messages[26]?.messageId).toBe('run-000000026');
    expect(all.every((flush, at) => flush.every(({ occurredAt }) => occurredAt === NOW + at))).toBe(true);
  });

  it('3. hold waves, and a spike in each 47th message', () => {
    const spikes = messages.flatMap(({ values }, at) => (values['metric-0'] === 500 ? [at] : []));
    expect(spikes).toEqual(messages.flatMap((_, at) => (at % 47 === 0 ? [at] : [])));
    const waves = messages.flatMap(({ values }) => Object.values(values)).filter((value) => value !== 500);
    expect(Math.min(...waves)).toBeGreaterThanOrEqual(40);
    expect(Math.max(...waves)).toBeLessThanOrEqual(60);
    expect(messages[1]?.values['metric-2']).toBeCloseTo(50 + 10 * Math.sin(NOW / 60_000 + 3), 3);
  });
});

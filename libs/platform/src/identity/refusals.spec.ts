import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusals, type RecordedRefusal } from './refusals.ts';

const refusal = { code: 'NO_RIGHT', detail: 'no', route: 'GET /v1/assets' };

describe('refusals', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('go on record once in ten seconds when they are alike, with how many more there were', () => {
    const recorded: RecordedRefusal[] = [];
    const refusals = new Refusals();
    refusals.use((one) => recorded.push(one));
    const ana = { tenant: 'acme', name: 'ana' };
    for (let n = 0; n < 5; n += 1) refusals.ofCaller(ana, refusal);
    refusals.ofCaller({ ...ana, name: 'bob' }, refusal);
    refusals.ofNobody('10.0.0.1', { ...refusal, code: 'UNKNOWN_TOKEN' });
    vi.advanceTimersByTime(10_000);
    refusals.ofCaller(ana, refusal);
    expect(recorded.map(({ tenant, actor, code, more }) => [tenant, actor, code, more])).toEqual([
      ['acme', 'ana', 'NO_RIGHT', 0],
      ['acme', 'bob', 'NO_RIGHT', 0],
      ['', '10.0.0.1', 'UNKNOWN_TOKEN', 0],
      ['acme', 'ana', 'NO_RIGHT', 4],
    ]);
  });
});

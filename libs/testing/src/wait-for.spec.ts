import { describe, expect, it } from 'vitest';
import { waitFor } from './wait-for.ts';

describe('waitFor', () => {
  it('resolves with the first truthy answer', async () => {
    let count = 0;
    expect(await waitFor(() => (++count > 2 ? count : undefined), { intervalMs: 1 })).toBe(3);
  });

  it('takes an error for "not yet" and names what it waited for when it gives up', async () => {
    const never = () => {
      throw new Error('refused');
    };
    const waiting = waitFor(never, { timeoutMs: 20, intervalMs: 1, describe: 'the broker' });
    await expect(waiting).rejects.toThrow(/waiting for the broker \(last error Error: refused\)/);
  });
});

import { describe, expect, it } from 'vitest';
import { NumberedBody } from './numbered-body.ts';
import { judge } from './stored.ts';

describe('what is stored of what was acknowledged', () => {
  it('1. every counter once: nothing lost, nothing doubled', () => {
    const stored = [{ device: 'a', rows: 3, distinct: 3, events: 3 }];
    expect(judge(new Map([['a', 3]]), stored)).toEqual({ acknowledged: 3, stored: 3, lost: 0, doubled: 0 });
  });

  it('2. what is missing is lost, what is there twice is doubled, and neither makes up for the other', () => {
    const stored = [
      { device: 'a', rows: 4, distinct: 2, events: 2 },
      { device: 'b', rows: 1, distinct: 1, events: 1 },
    ];
    const acknowledged = new Map([
      ['a', 3],
      ['b', 1],
      ['never seen', 5],
    ]);
    expect(judge(acknowledged, stored)).toEqual({ acknowledged: 9, stored: 5, lost: 6, doubled: 2 });
  });
});

describe('a numbered body', () => {
  it('3. is JSON with the counters written into it, again and again, and as long as it is told', () => {
    const body = new NumberedBody('press-7', 'm', 2, 1_000);
    expect(body.bytes).toHaveLength(1_000);
    for (const first of [0, 12_345]) {
      body.number(first);
      expect(JSON.parse(body.bytes.toString())).toMatchObject([
        { deviceId: 'press-7', messageId: String(first).padStart(9, '0'), values: { m: 1_000_000_000 + first } },
        { messageId: String(first + 1).padStart(9, '0'), values: { m: 1_000_000_001 + first } },
      ]);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { compareAnswers, type Answered, type Change } from './answers.ts';

const applied = (commandId: string, expectedVersion: number): Answered => ({
  ...{ commandId, assetId: 'a', expectedVersion, answer: 'applied' },
});
const change = (commandId: string, version: number): Change => ({ commandId, assetId: 'a', version });
const NOTHING = { lost: 0, doubled: 0, unseenConflicts: 0, wrongAnswers: 0 };

describe('answers beside events', () => {
  it('agree', () => {
    const conflict: Answered = { commandId: 'c', assetId: 'a', expectedVersion: 1, answer: 'conflict' };
    const answers = [applied('b', 1), conflict, applied('d', 2)];
    expect(compareAnswers(answers, [change('d', 3), change('a', 1), change('b', 2)])).toEqual(NOTHING);
  });

  it('show each thing that can go wrong', () => {
    expect(compareAnswers([applied('b', 1)], [change('a', 1)])).toEqual({ ...NOTHING, lost: 1 });
    expect(compareAnswers([], [change('a', 1), change('b', 3)])).toEqual({ ...NOTHING, lost: 1 });
    expect(compareAnswers([applied('b', 1)], [change('a', 1), change('b', 2), change('b', 3)])).toMatchObject({
      doubled: 1,
    });
    expect(compareAnswers([], [change('a', 1), change('b', 1)])).toEqual({ ...NOTHING, doubled: 1 });
    expect(compareAnswers([applied('b', 0)], [change('a', 1), change('b', 2)])).toEqual({
      ...NOTHING,
      unseenConflicts: 1,
    });
    const conflict: Answered = { commandId: 'b', assetId: 'a', expectedVersion: 0, answer: 'conflict' };
    expect(compareAnswers([conflict], [change('b', 1)])).toEqual({ ...NOTHING, wrongAnswers: 1 });
  });
});

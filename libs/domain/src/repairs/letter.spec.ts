import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideLetter, type ContentVerdict, type LetterCommand } from './decide.ts';
import { evolveLetter, REPAIRS_KEPT } from './evolve.ts';
import { OPEN_LETTER, type Letter, type LetterEvent } from './letter.ts';

const good: ContentVerdict = { usable: true, topic: 'telemetry.received', records: 1 };
const bad: ContentVerdict = { usable: false, code: 'INVALID_CONTENT', field: 'readings[0].value', detail: 'no number' };

function command(type: LetterCommand['type'], commandId: string, expectedVersion: number | null = null): LetterCommand {
  const data = { commandId, tenant: 'acme', letterId: 'l', actor: 'ana', reason: 'why', expectedVersion };
  if (type === 'DiscardLetter') return { type, data };
  return { type, data: { ...data, rootId: 'l', attempt: 1, edited: false, contentSha256: 'aa' } };
}

function take(letter: Letter, given: LetterCommand, verdict = good, now = 1): { letter: Letter; event: LetterEvent } {
  const event = decideLetter(letter, given, () => verdict, { eventId: `e-${given.data.commandId}`, now });
  return { letter: evolveLetter(letter, event), event };
}

function after(...types: LetterCommand['type'][]): Letter {
  return types.reduce((letter, type, index) => take(letter, command(type, `c-${index}`)).letter, OPEN_LETTER);
}

const outcome = (event: LetterEvent): string => (event.type === 'RepairRefused' ? event.data.code : event.type);
const STATES = { OPEN: [], RESUBMITTED: ['ResubmitLetter'], DISCARDED: ['DiscardLetter'] } as const;

describe('a letter', () => {
  it.each([
    ['OPEN', 'ResubmitLetter', 'LetterResubmitted', 'RESUBMITTED'],
    ['OPEN', 'DiscardLetter', 'LetterDiscarded', 'DISCARDED'],
    ['RESUBMITTED', 'ResubmitLetter', 'ALREADY_RESUBMITTED', 'RESUBMITTED'],
    ['RESUBMITTED', 'DiscardLetter', 'ALREADY_RESUBMITTED', 'RESUBMITTED'],
    ['DISCARDED', 'ResubmitLetter', 'LetterResubmitted', 'RESUBMITTED'],
    ['DISCARDED', 'DiscardLetter', 'ALREADY_DISCARDED', 'DISCARDED'],
  ] as const)('1. %s + %s = %s, then %s', (from, type, expected, to) => {
    const { letter, event } = take(after(...STATES[from]), command(type, 'new'));
    expect([outcome(event), letter.state]).toEqual([expected, to]);
  });

  it('2. whose content breaks a rule is refused with the field, and stays open', () => {
    const { letter, event } = take(OPEN_LETTER, command('ResubmitLetter', 'c'), bad);
    expect(event).toMatchObject({
      type: 'RepairRefused',
      data: { code: 'INVALID_CONTENT', field: 'readings[0].value' },
    });
    expect(letter).toBe(OPEN_LETTER);
  });

  it('3. that somebody else dealt with since the caller looked is refused', () => {
    const { event } = take(after('DiscardLetter'), command('ResubmitLetter', 'late', 0));
    expect(event).toMatchObject({
      data: { code: 'VERSION_CONFLICT', detail: 'expectedVersion 0: the letter is at version 1' },
    });
    expect(outcome(take(after('DiscardLetter'), command('ResubmitLetter', 'seen', 1)).event)).toBe('LetterResubmitted');
  });

  it('4. answers a repeated command without doing it again, even after others', () => {
    const first = take(OPEN_LETTER, command('ResubmitLetter', 'same'));
    const refused = take(first.letter, command('DiscardLetter', 'refused'));
    expect(outcome(take(refused.letter, command('ResubmitLetter', 'same')).event)).toBe('ALREADY_APPLIED');
    expect(take(refused.letter, command('DiscardLetter', 'refused')).event.data).toMatchObject({
      code: 'ALREADY_RESUBMITTED',
    });
  });

  it('5. does not ask about the content of what is refused anyway', () => {
    const never = (): ContentVerdict => {
      throw new Error('asked');
    };
    const event = decideLetter(after('ResubmitLetter'), command('ResubmitLetter', 'x'), never, {
      eventId: 'e',
      now: 1,
    });
    expect(outcome(event)).toBe('ALREADY_RESUBMITTED');
  });

  it('6. goes in at most once whatever is asked, and its version counts its decisions', () => {
    const commands = fc.array(
      fc.record({
        type: fc.constantFrom('ResubmitLetter', 'DiscardLetter'),
        id: fc.integer({ min: 0, max: 9 }),
        expected: fc.option(fc.integer({ min: 0, max: 3 })),
        verdict: fc.constantFrom(good, bad),
      }),
    );
    fc.assert(
      fc.property(commands, (given) => {
        let letter = OPEN_LETTER;
        let [resubmitted, decided] = [0, 0];
        for (const { type, id, expected, verdict } of given) {
          const { letter: next, event } = take(letter, command(type, String(id), expected), verdict);
          if (event.type === 'RepairRefused') expect({ ...next, answered: [] }).toEqual({ ...letter, answered: [] });
          else decided += 1;
          if (event.type === 'LetterResubmitted') resubmitted += 1;
          letter = next;
          expect(letter.version).toBe(decided);
          expect(letter.answered.length).toBeLessThanOrEqual(REPAIRS_KEPT);
        }
        expect(resubmitted).toBeLessThanOrEqual(1);
        expect(letter.state === 'RESUBMITTED').toBe(resubmitted === 1);
      }),
    );
  });
});

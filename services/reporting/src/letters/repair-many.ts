import { ProblemException } from '@millrace/platform/nest';
import { letterCounts, letterList, type ListedLetter } from '../queries/letters/letter-list.ts';
import type { LetterFilter } from '../queries/letters/letter-question.ts';
import { storedLetters, type StoredLetter } from '../queries/letters/stored-letter.ts';
import type { Reads } from '../store/reads.ts';
import type { LetterCommands, Origin } from './letter-commands.ts';
import type { Outcome } from './outcome.ts';

/** What became of the letters that matched a filter, up to a limit; the next ones are behind `nextCursor`. */
export interface ManyRepaired {
  readonly dryRun: boolean;
  /** Open letters that matched when the request came. */
  readonly matched: number;
  readonly done: number;
  readonly refused: number;
  /** The first refusals. */
  readonly problems: readonly { readonly letterId: string; readonly code: string; readonly detail: string }[];
  readonly nextCursor: string | null;
}

/** Letters whose bytes are in memory, and whose commands are under way, at once. */
const AT_ONCE = 25;
const MOST_BYTES = 8 * 1_048_576;
const MOST_PROBLEMS = 20;

export interface ManyAsked {
  readonly verb: 'resubmit' | 'discard';
  readonly filter: Omit<LetterFilter, 'state'>;
  readonly dryRun: boolean;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** Does the same with all open letters that match a filter. Each is a command of its own: what one is refused for stops no other. */
export async function repairMany(
  reads: Reads,
  commands: Pick<LetterCommands, 'resubmit' | 'discard'>,
  origin: Origin,
  { verb, filter, dryRun, limit, cursor }: ManyAsked,
): Promise<ManyRepaired> {
  const { tenant } = origin;
  const asked = { ...filter, state: 'open', tenant };
  const counts = await letterCounts(reads, asked);
  const matched = counts.reduce((sum, { letters }) => sum + Number(letters), 0);
  if (dryRun) return { dryRun, matched, done: 0, refused: 0, problems: [], nextCursor: null };
  const page = await letterList(reads, { ...asked, limit, cursor });
  const repaired = await repairEach(reads, commands, origin, { verb, ...filter, letters: page.items });
  return { dryRun, matched, ...repaired, nextCursor: page.nextCursor };
}

export interface EachAsked {
  readonly verb: ManyAsked['verb'];
  readonly letters: readonly Pick<ListedLetter, 'letterId' | 'bytes'>[];
  /** When they failed: from, inclusive, and before; microseconds. */
  readonly from: number;
  readonly to: number;
}

/** Does the same with each of these letters, some at once. */
export async function repairEach(
  reads: Reads,
  commands: Pick<LetterCommands, 'resubmit' | 'discard'>,
  origin: Origin,
  { verb, letters, from, to }: EachAsked,
): Promise<Pick<ManyRepaired, 'done' | 'refused' | 'problems'>> {
  const problems: { letterId: string; code: string; detail: string }[] = [];
  let [done, refused] = [0, 0];
  for (const letterIds of inPortions(letters)) {
    const stored = await storedLetters(reads, { tenant: origin.tenant, letterIds, from, to });
    const outcomes = await Promise.all(stored.map((letter) => outcomeFor(commands, verb, origin, letter)));
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.done !== 'refused') done += 1;
      else {
        refused += 1;
        const { code, detail } = outcome;
        if (problems.length < MOST_PROBLEMS) problems.push({ letterId: stored[index]?.letterId ?? '', code, detail });
      }
    }
  }
  return { done, refused, problems };
}

function* inPortions(letters: readonly Pick<ListedLetter, 'letterId' | 'bytes'>[]): Generator<string[]> {
  let portion: string[] = [];
  let size = 0;
  for (const { letterId, bytes } of letters) {
    if (portion.length >= AT_ONCE || (portion.length > 0 && size + Number(bytes) > MOST_BYTES)) {
      yield portion;
      [portion, size] = [[], 0];
    }
    portion.push(letterId);
    size += Number(bytes);
  }
  if (portion.length > 0) yield portion;
}

async function outcomeFor(
  commands: Pick<LetterCommands, 'resubmit' | 'discard'>,
  verb: ManyAsked['verb'],
  origin: Origin,
  letter: StoredLetter,
): Promise<Outcome> {
  try {
    return await commands[verb](origin, letter);
  } catch (error) {
    // No answer for one letter: it is told as such, and the others go on.
    if (!(error instanceof ProblemException)) throw error;
    return { done: 'refused', code: 'NO_ANSWER', field: '', detail: error.message };
  }
}

import { randomUUID } from 'node:crypto';
import { CliError, type Api } from '../../api.ts';
import type { Terminal } from '../../command.ts';
import { filterOf, wholeNumber, type Options } from './options.ts';

interface Answer {
  readonly matched: number;
  readonly done: number;
  readonly refused: number;
  readonly problems: readonly { letterId: string; code: string; detail: string }[];
  readonly nextCursor: string | null;
}

/** One request does so many; progress is told after each. */
const AT_ONCE = 200;

/** `resubmit --all` and `discard --all`: the same with every open letter that matches the filter. */
export async function repairAll(
  verb: 'resubmit' | 'discard',
  { values, words }: { values: Options; words: string[] },
  api: Api,
  terminal: Terminal,
): Promise<number> {
  const lone = words[0] ?? (['edit', 'schema', 'expect', 'bytes'] as const).find((name) => values[name] !== undefined);
  if (lone !== undefined) throw new CliError(`${lone}: is for one letter, not for --all`, 2);
  const most = values.limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('limit', values.limit);
  const headers = { 'idempotency-key': randomUUID() };
  const common = { filter: filterOf(values), ...(values.because === undefined ? {} : { reason: values.because }) };
  const ask = (more: object): Promise<Answer> => api.post(`/v1/dead-letters/${verb}`, { ...common, ...more }, headers);
  const { matched } = await ask({ dryRun: true });
  const total = { matched, done: 0, refused: 0 };
  if (values['dry-run'] === true) return told(verb, total, values, terminal);
  let cursor: string | null = null;
  do {
    const limit = Math.min(AT_ONCE, most - total.done - total.refused);
    if (limit === 0) break;
    const answer: Answer = await ask({ limit, ...(cursor === null ? {} : { cursor }) });
    total.done += answer.done;
    total.refused += answer.refused;
    for (const { letterId, code, detail } of answer.problems) terminal.err(`${letterId}: ${code}: ${detail}`);
    terminal.err(`${total.done + total.refused} of ${matched}`);
    cursor = answer.nextCursor;
  } while (cursor !== null);
  told(verb, total, values, terminal);
  return total.refused === 0 ? 0 : 1;
}

function told(
  verb: string,
  total: { matched: number; done: number; refused: number },
  values: Options,
  terminal: Terminal,
): number {
  const dryRun = values['dry-run'] === true;
  const done = verb === 'resubmit' ? 'resubmitted' : 'discarded';
  if (values.json === true) terminal.out(JSON.stringify({ dryRun, ...total }));
  else if (dryRun) terminal.out(`${total.matched} open letters match; nothing was ${done}`);
  else terminal.out(`${total.done} ${done}, ${total.refused} refused, of ${total.matched} that matched`);
  return 0;
}

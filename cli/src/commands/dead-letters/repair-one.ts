import { readFileSync } from 'node:fs';
import { parseJsonBody, ProblemException } from '@millrace/platform';
import { CliError, type Api } from '../../api.ts';
import type { Terminal } from '../../command.ts';
import { letterIdOf, wholeNumber, type Options } from './options.ts';
import { letterAt } from './show.ts';

interface Outcome {
  readonly done: string;
  readonly topic?: string;
  readonly records?: number;
  readonly attempt?: number;
}

/** `resubmit ID` and `discard ID`. */
export async function repairOne(
  verb: 'resubmit' | 'discard',
  { values, words }: { values: Options; words: string[] },
  api: Api,
  terminal: Terminal,
): Promise<number> {
  const letterId = letterIdOf(words);
  const { because, edit, expect, schema } = values;
  const body = {
    ...(because === undefined ? {} : { reason: because }),
    ...(expect === undefined ? {} : { expectedVersion: wholeNumber('expect', expect) }),
    ...(edit === undefined ? {} : { content: await contentOf(edit, values.bytes === true, letterId, api) }),
    ...(schema === undefined ? {} : { schema }),
  };
  const outcome = await api.post<Outcome>(`/v1/dead-letters/${encodeURIComponent(letterId)}/${verb}`, body);
  const { done, topic, records, attempt } = outcome;
  if (values.json === true) terminal.out(JSON.stringify(outcome));
  else if (done !== 'resubmitted') terminal.out(`${letterId}: ${done}`);
  else
    terminal.out(
      `${letterId}: resubmitted to ${topic}, ${records} ${records === 1 ? 'record' : 'records'}, attempt ${attempt}`,
    );
  return 0;
}

/** The file as the letter wants it: a JSON body goes in letter by letter, a record as JSON to be encoded, --bytes as it is. */
async function contentOf(file: string, bytes: boolean, letterId: string, api: Api): Promise<Record<string, unknown>> {
  const read = readEdit(file);
  if (bytes) return { base64: read.toString('base64') };
  const { content } = await letterAt(api, letterId);
  const json = parsed(file, read);
  return content.format === 'json' ? { text: read.toString('utf8') } : { json };
}

function readEdit(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CliError(`--edit ${file}: ${(error as Error).message}`, 2);
  }
}

function parsed(file: string, read: Buffer): unknown {
  try {
    return parseJsonBody(read);
  } catch (error) {
    if (error instanceof ProblemException) throw new CliError(`--edit ${file}: ${error.message}`, 2);
    throw error;
  }
}

import { CliError, type Api } from '../../api.ts';
import type { Terminal } from '../../command.ts';
import { columns } from '../../columns.ts';
import { letterIdOf, optionsOf } from './options.ts';

/** A letter as GET /v1/dead-letters/{letterId} gives it. */
export interface Letter {
  readonly [field: string]: unknown;
  readonly letterId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: {
    readonly bytes: number;
    readonly base64: string | null;
    readonly text: string | null;
    readonly format: 'avro' | 'json' | 'unknown';
    readonly type: string | null;
    readonly value: unknown;
    readonly brokenAt: { error: string; offset?: number; path?: string; line?: number; column?: number } | null;
  };
  readonly history: readonly {
    what: string;
    letterId: string;
    attempt: number;
    at: string;
    stream: string;
    actor: string;
    reason: string;
    code: string;
    detail: string;
  }[];
}

export const letterAt = (api: Api, letterId: string): Promise<Letter> =>
  api.get<Letter>(`/v1/dead-letters/${encodeURIComponent(letterId)}`);

const FACTS = [
  'kind',
  'state',
  'reason',
  'detail',
  'field',
  'rule',
  'service',
  'stream',
  'stage',
  'topic',
  'partition',
];
const MORE_FACTS = ['offset', 'key', 'deviceId', 'failedAt', 'attempt', 'parentId', 'version'];

/** `show ID`: why, the content decoded as far as it goes, and what was done; --content: only the content, to be edited. */
export async function show(args: readonly string[], api: Api, terminal: Terminal): Promise<number> {
  const { values, words } = optionsOf(args, ['json', 'content']);
  const letter = await letterAt(api, letterIdOf(words));
  if (values.json === true) terminal.out(JSON.stringify(letter, null, 2));
  else if (values.content === true) terminal.out(editable(letter));
  else for (const line of described(letter)) terminal.out(line);
  return 0;
}

function editable({ content }: Letter): string {
  if (content.text !== null) return content.text;
  if (content.value !== null) return JSON.stringify(content.value, null, 2);
  throw new CliError('the content is neither text nor could it be decoded; --json shows its bytes');
}

function described(letter: Letter): string[] {
  const facts = [...FACTS, ...MORE_FACTS].flatMap((name) => {
    const value = letter[name];
    return value === null || value === undefined || value === '' ? [] : [[name, String(value)]];
  });
  const headers = Object.entries(letter.headers).map(([name, value]) => [`header ${name}`, value]);
  const { bytes, type, format, brokenAt, value, text, base64 } = letter.content;
  const content = [
    `content     ${bytes} bytes, ${type ?? format}`,
    ...(brokenAt === null ? [] : [`broken at   ${broken(brokenAt)}`]),
  ];
  const shown = value !== null ? JSON.stringify(value, null, 2) : (text ?? base64 ?? 'none');
  const history = letter.history.map((entry) => [
    ...[entry.at.slice(0, 19), String(entry.attempt), entry.what, entry.actor || entry.stream],
    [entry.code, entry.detail, entry.reason].filter(Boolean).join(': '),
  ]);
  return [
    ...columns([['letter', letter.letterId], ...facts, ...headers]),
    ...['', ...content, ...shown.split('\n').map((line) => `  ${line}`)],
    ...['', ...columns([['WHEN (UTC)', 'ATTEMPT', 'WHAT', 'WHO', 'WHY'], ...history])],
  ];
}

function broken({ error, offset, path, line, column }: NonNullable<Letter['content']['brokenAt']>): string {
  const places = [
    line && `line ${line}, column ${column}`,
    path && `field ${path}`,
    offset !== undefined && `byte ${offset}`,
  ];
  return `${places.filter(Boolean).join(', ')}: ${error}`;
}

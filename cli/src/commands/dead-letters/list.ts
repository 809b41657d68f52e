import type { Api } from '../../api.ts';
import type { Terminal } from '../../command.ts';
import { columns } from '../../columns.ts';
import { FILTER_NAMES, filterOf, optionsOf, wholeNumber } from './options.ts';

interface Listed {
  readonly letterId: string;
  readonly state: string;
  readonly reason: string;
  readonly stream: string;
  readonly stage: string;
  readonly deviceId: string;
  readonly failedAt: string;
  readonly detail: string;
}
interface Page {
  readonly items: readonly Listed[];
  readonly nextCursor: string | null;
}
interface Counts {
  readonly items: readonly {
    kind: string;
    stream: string;
    reason: string;
    state: string;
    letters: number;
    last: string;
  }[];
}

const PAGE = 500;
const MOST_DETAIL = 80;

/** `list`: what could not be used, the latest first; open ones unless --state says otherwise. */
export async function list(args: readonly string[], api: Api, terminal: Terminal): Promise<number> {
  const { values } = optionsOf(args, [...FILTER_NAMES, 'state', 'limit', 'counts', 'json']);
  const { state = 'open' } = values;
  const filter = { ...filterOf(values), ...(state === 'all' ? {} : { state }) };
  if (values.counts === true) return counts(filter, values.json === true, api, terminal);
  const limit = wholeNumber('limit', values.limit ?? '50');
  const items: Listed[] = [];
  let cursor: string | null = null;
  do {
    const more = cursor === null ? {} : { cursor };
    const page: Page = await api.get('/v1/dead-letters', {
      ...filter,
      ...more,
      limit: String(Math.min(PAGE, limit - items.length)),
    });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && items.length < limit);
  if (values.json === true) for (const item of items) terminal.out(JSON.stringify(item));
  else {
    const rows = items.map((item) => [
      ...[item.letterId, item.state, item.reason, item.stream || item.stage, item.deviceId, item.failedAt.slice(0, 19)],
      item.detail.length > MOST_DETAIL ? `${item.detail.slice(0, MOST_DETAIL)}…` : item.detail,
    ]);
    for (const line of columns([['LETTER', 'STATE', 'REASON', 'WHERE', 'DEVICE', 'FAILED (UTC)', 'DETAIL'], ...rows])) {
      terminal.out(line);
    }
  }
  if (cursor !== null) terminal.err(`there are more: --limit takes another number than ${limit}, --counts counts them`);
  return 0;
}

async function counts(filter: Record<string, string>, json: boolean, api: Api, terminal: Terminal): Promise<number> {
  const { items } = await api.get<Counts>('/v1/dead-letters/counts', filter);
  if (json) for (const item of items) terminal.out(JSON.stringify(item));
  else {
    const rows = items.map(({ letters, state, reason, kind, stream, last }) => [
      ...[String(letters), state, reason, stream || kind, last.slice(0, 19)],
    ]);
    for (const line of columns([['LETTERS', 'STATE', 'REASON', 'WHERE', 'LAST (UTC)'], ...rows])) terminal.out(line);
  }
  return 0;
}

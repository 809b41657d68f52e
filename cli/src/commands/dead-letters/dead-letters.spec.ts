import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { deadLetters } from './dead-letters.ts';

interface Request {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly body: unknown;
}
let server: Server | undefined;
afterEach(() => server?.close());

/** An API that answers with `answers`, one after the other, and remembers what it was asked. */
async function api(...answers: { status?: number; body: unknown }[]): Promise<{ url: string; asked: Request[] }> {
  const asked: Request[] = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, token: headers.authorization ?? '', body: text === '' ? undefined : JSON.parse(text) });
      const { status = 200, body } = answers.shift() ?? { status: 500, body: {} };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function millrace(url: string, ...words: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  const code = await deadLetters.run(words, { MILLRACE_URL: url, MILLRACE_TOKEN: 't' }, terminal);
  return { code, out, err };
}

const many = (done: number, nextCursor: string | null, problems: object[] = []) => ({
  body: { matched: 3, done, refused: problems.length, problems, nextCursor },
});

describe('millrace dead-letters', () => {
  it('1. lists open letters with the filter it was given, page by page', async () => {
    const letter = {
      letterId: 'l-1',
      state: 'open',
      reason: 'CORRUPT',
      stream: 's',
      deviceId: 'd',
      failedAt: '2026-03-14 09:00:00.1',
    };
    const { url, asked } = await api(
      { body: { items: [{ ...letter, detail: 'x' }], nextCursor: 'c' } },
      { body: { items: [], nextCursor: null } },
    );
    const { code, out } = await millrace(url, 'list', '--device', 'd', '--limit', '7');
    expect(code).toBe(0);
    expect(out[1]).toBe('l-1     open   CORRUPT  s      d       2026-03-14 09:00:00  x');
    expect(asked.map((request) => request.url)).toEqual([
      '/v1/dead-letters?deviceId=d&state=open&limit=7',
      '/v1/dead-letters?deviceId=d&state=open&cursor=c&limit=6',
    ]);
    expect(asked[0]?.token).toBe('Bearer t');
  });

  it('2. counts before it does the same to all, and tells what was refused', async () => {
    const problem = { letterId: 'l-3', code: 'NOT_REPAIRABLE', detail: 'why' };
    const { url, asked } = await api(many(0, null), many(2, 'c'), many(0, null, [problem]));
    const { code, out, err } = await millrace(
      url,
      'resubmit',
      '--all',
      '--reason',
      'UNKNOWN_DEVICE',
      '--because',
      'bound',
    );
    expect({ code, out, err }).toEqual({
      code: 1,
      out: ['2 resubmitted, 1 refused, of 3 that matched'],
      err: ['2 of 3', 'l-3: NOT_REPAIRABLE: why', '3 of 3'],
    });
    const common = { filter: { reason: 'UNKNOWN_DEVICE' }, reason: 'bound' };
    expect(asked.map(({ body }) => body)).toEqual([
      { ...common, dryRun: true },
      { ...common, limit: 200 },
      { ...common, limit: 200, cursor: 'c' },
    ]);
  });

  it('3. shows a problem in one line, with the field', async () => {
    const errors = [{ field: 'readings[1].value', value: null, rule: 'must be a number' }];
    const { url } = await api({ status: 422, body: { title: 'INVALID_CONTENT', detail: 'no', errors } });
    expect(await millrace(url, 'resubmit', 'l-1')).toEqual({
      ...{ code: 1, out: [] },
      err: ['millrace dead-letters: 422 INVALID_CONTENT: no: readings[1].value: must be a number'],
    });
  });

  it.each([
    [['sing'], 'sing: must be list, show, resubmit, discard'],
    [['list', '--edit', 'x'], '--edit: is no option of this'],
    [['list', '--limit', 'x'], '--limit x: must be a whole number'],
    [['show'], 'which letter?'],
    [['discard', 'l-1'], '--because TEXT: must say why'],
    [['resubmit', 'l-1', '--dry-run'], '--dry-run: is for --all'],
    [['resubmit', '--all', 'l-1'], 'l-1: is for one letter'],
    [['resubmit', 'l-1', '--edit', '/nowhere', '--bytes'], '--edit /nowhere: ENOENT'],
  ])('4. ends with 2 and says why when it is called wrongly: %s', async (words, why) => {
    const { url, asked } = await api();
    const { code, err } = await millrace(url, ...words);
    expect(code).toBe(2);
    expect(err.join()).toContain(why);
    expect(asked).toEqual([]);
  });

  it('5. says that nobody answers, and what is not set', async () => {
    const { code, err } = await millrace('http://127.0.0.1:1', 'list');
    expect([code, err[0]]).toEqual([1, expect.stringContaining('http://127.0.0.1:1: does not answer: ')]);
    const said: string[] = [];
    const terminal = { out: () => {}, err: (line: string) => void said.push(line) };
    expect(await deadLetters.run(['list'], {}, terminal)).toBe(2);
    expect(said[0]).toContain('MILLRACE_URL is not set');
  });
});

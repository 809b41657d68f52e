import { gunzipSync, gzipSync, deflateSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStack, temporaryStack } from '../testing/temporary-stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await temporaryStack(['clickhouse']);
});
afterAll(() => stack?.remove());

type Parameters = Record<string, string>;
function send(
  parameters: Parameters,
  body?: Uint8Array | string | ReadableStream,
  init: RequestInit = {},
): Promise<Response> {
  const { url, user, password } = stack.addresses.clickhouse;
  const headers = {
    'X-ClickHouse-User': user,
    'X-ClickHouse-Key': password,
    ...(init.headers as Record<string, string>),
  };
  return fetch(`${url}/?${new URLSearchParams(parameters)}`, {
    method: 'POST',
    ...(body === undefined ? {} : { body }),
    ...init,
    headers,
  });
}
async function text(query: string, parameters: Parameters = {}): Promise<string> {
  const response = await send(parameters, query);
  const answer = (await response.text()).trim();
  if (!response.ok) throw new Error(answer);
  return answer;
}

describe('ClickHouse over HTTP', () => {
  it('takes the query in the URL, in the body, and split over both', async () => {
    await text('CREATE TABLE split (a Int32, s String) ENGINE = MergeTree ORDER BY a');
    await send({ query: 'INSERT INTO split FORMAT JSONEachRow' }, '{"a":1,"s":"x"}\n\n{"a":2,"s":"y"}');
    await send({}, "INSERT INTO split (s, a) VALUES ('in; body', 3), ('it''s', 4)");
    await send({ query: 'INSERT INTO split SETTINGS max_insert_block_size = 10 FORMAT CSV' }, '5,"a\n\nb"\n');
    await send(
      { query: "INSERT INTO split SELECT a * 10, s FROM input('a Int32, s String') FORMAT TSV" },
      '6\tthrough input\n',
    );
    await send({ query: 'INSERT INTO split SELECT a + 100, s FROM split WHERE a = 1' });
    expect(await text('SELECT a, s FROM split ORDER BY a FORMAT Values')).toBe(
      String.raw`(1,'x'),(2,'y'),(3,'in; body'),(4,'it\'s'),(5,'a\n\nb'),(60,'through input'),(101,'x')`,
    );
    expect(await (await send({ query: 'SELECT 1' }, undefined, { method: 'GET' })).text()).toBe('1\n');
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['zstd', zstdCompressSync],
  ])('undoes Content-Encoding %s', async (encoding, compress) => {
    const body = new Uint8Array(compress(Buffer.from("SELECT 'packed'")));
    const answer = await send({}, body, { headers: { 'Content-Encoding': encoding } });
    expect(await answer.text()).toBe('packed\n');
  });

  it('compresses the answer only when asked to', async () => {
    const headers = { 'Accept-Encoding': 'gzip' };
    const asked = await send({ enable_http_compression: '1' }, 'SELECT 1', { headers });
    expect(asked.headers.get('content-encoding')).toBe('gzip');
    expect((await send({}, 'SELECT 1', { headers })).headers.get('content-encoding')).toBeNull();
  });

  it('says what it did in headers', async () => {
    const answer = await send({ query_id: 'my-query', default_format: 'JSON' }, 'SELECT number FROM numbers(3)');
    expect(answer.headers.get('X-ClickHouse-Query-Id')).toBe('my-query');
    expect(answer.headers.get('X-ClickHouse-Format')).toBe('JSON');
    expect(answer.headers.get('X-ClickHouse-Timezone')).toBe('UTC');
    expect(answer.headers.get('Content-Type')).toBe('application/json; charset=UTF-8');
    expect(JSON.parse(answer.headers.get('X-ClickHouse-Summary') ?? '')).toMatchObject({ read_rows: '3' });
    expect(await answer.json()).toMatchObject({ rows: 3 });
  });

  it.each([
    ['SELEC 1 FROM', 400, '62', 'SYNTAX_ERROR'],
    ['SELECT no_such', 404, '47', 'UNKNOWN_IDENTIFIER'],
    ['SELECT * FROM no_such', 404, '60', 'UNKNOWN_TABLE'],
    ['SELECT 1; SELECT 2', 400, '62', 'SYNTAX_ERROR'],
    ['INSERT INTO FUNCTION null(\'a UInt8\') FORMAT JSONEachRow\n{"a":"x"}', 400, '27', 'CANNOT_PARSE_INPUT'],
    ["SELECT 1 INTO OUTFILE 'x'", 501, '1', 'UNSUPPORTED_METHOD'],
  ])('answers %s with status %i and code %s', async (query, status, code, name) => {
    const answer = await send({}, query);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('X-ClickHouse-Exception-Code')).toBe(code);
    const message = await answer.text();
    expect(message).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: .*${name}`, 's'));
    expect(message).not.toMatch(/spool|in file/);
  });

  it('lets in only the configured user, by any of three ways', async () => {
    const { url, user, password } = stack.addresses.clickhouse;
    const basic = { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
    expect((await fetch(`${url}/?query=SELECT+1`, { headers: basic })).status).toBe(200);
    expect((await fetch(`${url}/?query=SELECT+1&user=${user}&password=${password}`)).status).toBe(200);
    const refused = await fetch(`${url}/?query=SELECT+1&user=${user}&password=wrong`);
    expect([refused.status, refused.headers.get('X-ClickHouse-Exception-Code')]).toEqual([403, '516']);
    expect((await fetch(`${url}/?query=SELECT+1`)).status).toBe(403);
    expect(await (await fetch(`${url}/ping`)).text()).toBe('Ok.\n');
  });

  it('changes nothing on GET', async () => {
    const answer = await send({ query: 'CREATE TABLE by_get (a UInt8) ENGINE = Memory' }, undefined, { method: 'GET' });
    expect([answer.status, answer.headers.get('X-ClickHouse-Exception-Code')]).toEqual([403, '164']);
  });

  it('keeps settings, parameters and SET to the request they came with', async () => {
    const asked = "SELECT toUInt32(getSetting('max_block_size'))";
    const before = await text(asked);
    expect(await text(asked, { max_block_size: '777' })).toBe('777');
    await text('SET max_block_size = 888');
    const many = Array.from({ length: 24 }, (_, i) =>
      text(`${asked}, {me:String}`, { max_block_size: String(1000 + i), param_me: `p${i}` }),
    );
    expect(await Promise.all(many)).toEqual(Array.from({ length: 24 }, (_, i) => `${1000 + i}\tp${i}`));
    expect(await text(asked)).toBe(before);
    await expect(text('SELECT {me:String}')).rejects.toThrow(/Code: 456/);
    await expect(text('SELECT 1', { no_such_setting: '1' })).rejects.toThrow(/Code: 115/);
  });

  it('keeps a session with its own SET, but not the settings of single URLs', async () => {
    const asked = "SELECT toUInt32(getSetting('max_block_size'))";
    await text('SET max_block_size = 555', { session_id: 's1' });
    await text('CREATE TEMPORARY TABLE mine AS SELECT 42 AS answer', { session_id: 's1' });
    expect(await text(asked, { session_id: 's1', max_block_size: '666' })).toBe('666');
    expect(await text(asked, { session_id: 's1' })).toBe('555');
    expect(await text('SELECT answer FROM mine', { session_id: 's1' })).toBe('42');
    await expect(text('SELECT answer FROM mine', { session_id: 's2' })).rejects.toThrow(/Code: 60/);
    const busy = text('SELECT sleep(3)', { session_id: 's1' });
    await expect(text('SELECT 1', { session_id: 's1' })).rejects.toThrow(/Code: 373/);
    await busy;
    await expect(text('SELECT 1', { session_id: 's3', session_check: '1' })).rejects.toThrow(/Code: 372/);
  });

  it('works in the database the request names', async () => {
    await text('CREATE DATABASE plant');
    await text('CREATE TABLE readings (v Float64) ENGINE = MergeTree ORDER BY v', { database: 'plant' });
    expect(await text('SELECT count() FROM plant.readings')).toBe('0');
    await expect(text('SELECT 1', { database: 'nowhere' })).rejects.toThrow(/Code: 81/);
  });

  it('gives binary formats unchanged, with header and footer once', async () => {
    const bytes = async (format: string) =>
      new Uint8Array(await (await send({}, `SELECT number AS n FROM numbers(300000) FORMAT ${format}`)).arrayBuffer());
    await text('CREATE TABLE copy (n UInt64) ENGINE = MergeTree ORDER BY n');
    for (const format of ['Native', 'Parquet', 'ArrowStream', 'RowBinaryWithNamesAndTypes', 'CSVWithNames', 'JSON']) {
      await text('TRUNCATE TABLE copy');
      const answer = await send({ query: `INSERT INTO copy FORMAT ${format}` }, await bytes(format));
      expect([format, answer.status, await answer.text()]).toEqual([format, 200, '']);
      expect([format, await text('SELECT count(), sum(n) FROM copy')]).toEqual([format, '300000\t44999850000']);
    }
  });

  it('runs many queries at once', async () => {
    const began = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => text('SELECT sleep(1.5)')));
    expect(performance.now() - began).toBeLessThan(20 * 1500 * 0.5); // one after another it would be 30 s
  });

  it('inserts nothing of a body that breaks off', async () => {
    await text('CREATE TABLE broken (a UInt32) ENGINE = MergeTree ORDER BY a');
    const abort = new AbortController();
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (pulled++ < 50) controller.enqueue(Buffer.from('{"a":1}\n'.repeat(10_000)));
        else abort.abort();
      },
    });
    const sending = send({ query: 'INSERT INTO broken FORMAT JSONEachRow' }, body, {
      signal: abort.signal,
      duplex: 'half',
    } as RequestInit);
    await expect(sending).rejects.toThrow(/abort/i);
    expect(await text('SELECT count() FROM broken')).toBe('0');
  });

  it('decodes what it compressed', async () => {
    const { url, user, password } = stack.addresses.clickhouse;
    const { request } = await import('node:http');
    const query = encodeURIComponent('SELECT number FROM numbers(100000) FORMAT JSONEachRow');
    const raw = await new Promise<Buffer>((resolve, reject) => {
      const options = {
        headers: { 'Accept-Encoding': 'gzip', 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password },
      };
      const outgoing = request(`${url}/?enable_http_compression=1&query=${query}`, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve(Buffer.concat(chunks)));
      });
      outgoing.on('error', reject).end();
    });
    expect(gunzipSync(raw).toString().trim().split('\n')).toHaveLength(100_000);
  });
});

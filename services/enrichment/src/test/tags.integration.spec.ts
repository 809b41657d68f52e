import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshTenant, startEnrichment, type RunningService } from './service.fixture.ts';

let service: RunningService;

beforeAll(async () => {
  service = await startEnrichment(freshTenant());
});
afterAll(() => service.stop());

interface Report {
  readonly done: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly lines: readonly { readonly line: number; readonly status: string; readonly detail?: string }[];
}

async function send(file: string, query = '', contentType = 'text/csv'): Promise<{ status: number; body: Report }> {
  const init = { method: 'POST', headers: { 'content-type': contentType }, body: file };
  const response = await service.fetch(`/v1/assets/import${query}`, init);
  return { status: response.status, body: (await response.json()) as Report };
}

const [MACHINES, TAGS] = [200, 20];

/** A plant as its spreadsheet: semicolons, as Excel writes them in half of Europe, and two mistakes. */
function spreadsheet(): string {
  const lines = ['assetId;name;level;parentId;path;metric;deviceId;deviceMetric;sourceUnit;unit;scale;rangeHigh'];
  lines.push('works;Works;SITE;;acme/works', 'hall;Hall;AREA;works', 'line;Line;WORK_CENTER;hall');
  for (let machine = 0; machine < MACHINES; machine += 1) {
    for (let tag = 0; tag < TAGS; tag += 1) {
      const asset = tag === 0 ? `mc-${machine};Machine ${machine};WORK_UNIT;line;` : `mc-${machine};;;;`;
      lines.push(`${asset};t${tag};plc-${machine};DB1.${tag};bar;kPa;0.1;900`);
    }
  }
  lines.push('mc-0;;;;;wrong-unit;plc-0;X;bar;Cel;;', 'mc-1;;;;;no-device;;;bar;kPa;;');
  return lines.map((line) => line.padEnd(line.length + 11 - line.split(';').length + 1, ';')).join('\r\n');
}

describe('lists of tags over HTTP', () => {
  it('1. a dry run says what would become of each line, and writes nothing', async () => {
    const { status, body } = await send(spreadsheet(), '?dryRun=true&report=all');
    expect(status).toBe(200);
    expect(body).toMatchObject({ dryRun: true, done: 3 + MACHINES * TAGS, unchanged: 0, refused: 2 });
    expect(body.lines).toHaveLength(5 + MACHINES * TAGS);
    expect(body.lines.at(-2)).toMatchObject({
      line: 5 + MACHINES * TAGS,
      status: 'refused',
      detail: expect.stringContaining('Cel'),
    });
    expect((await service.call('GET', '/v1/assets')).body).toEqual({ assets: [], next: null });
  });

  it('2. the import does just that, and again it changes nothing', async () => {
    const { body } = await send(spreadsheet());
    expect(body).toMatchObject({ dryRun: false, done: 3 + MACHINES * TAGS, refused: 2, unknown: 0 });
    expect(body.lines.map(({ line }) => line)).toEqual([5 + MACHINES * TAGS, 6 + MACHINES * TAGS]);
    const asset = (await service.call('GET', '/v1/assets/mc-7')).body;
    expect(asset).toMatchObject({ path: 'acme/works/hall/line/mc-7', name: 'Machine 7', version: 1 + TAGS });
    expect((asset['metrics'] as unknown[])[3]).toMatchObject({ unit: 'kPa', factor: 10, range: { high: 900 } });
    expect((await send(spreadsheet())).body).toMatchObject({ done: 0, unchanged: 3 + MACHINES * TAGS, refused: 2 });
  });

  it('3. what is exported can be imported, as CSV and as JSON', async () => {
    const csv = await service.fetch('/v1/assets/export', {}, 'viewer');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = MACHINES * TAGS + 3;
    expect((await send(await csv.text())).body).toMatchObject({ done: 0, unchanged: lines, refused: 0 });
    const json = await (await service.fetch('/v1/assets/export?format=json', {}, 'viewer')).text();
    expect((await send(json, '', 'application/json')).body).toMatchObject({ done: 0, unchanged: lines, refused: 0 });
    const part = await service.fetch('/v1/assets/export?pathPrefix=acme/works/hall/line/mc-19/', {}, 'viewer');
    expect((await part.text()).trim().split('\r\n')).toHaveLength(1);
  });

  it('4. refuses what is no list, a column nobody knows, and people who may not write', async () => {
    expect(await send('assetId,colour\na,b')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'header', value: 'colour' }] },
    });
    expect(await send('{"assetId":"a"}', '', 'application/json')).toMatchObject({ status: 400 });
    expect(await send('[1', '', 'application/json')).toMatchObject({ status: 400 });
    const file = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'assetId\na' };
    expect((await service.fetch('/v1/assets/import', file, 'viewer')).status).toBe(403);
    expect((await service.fetch('/v1/assets/bulk', file)).status).toBe(415);
  });
});

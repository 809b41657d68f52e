import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAgainst, type Asked } from '../../answering-server.fixture.ts';
import { assets } from './assets.ts';

let folder: string;
let asked: readonly Asked[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-assets-'));
  asked = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function millrace(answer: string, ...words: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const { asked: requests, ...result } = await runAgainst(assets, [answer], words);
  asked = requests;
  return result;
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const report = (lines: object[], refused = lines.length) =>
  JSON.stringify({ dryRun: true, done: 3, unchanged: 0, refused, unknown: 0, lines });

describe('millrace assets', () => {
  it('1. imports a CSV file, and tells what is wrong with lines of it', async () => {
    const wrong = { line: 7, assetId: 'pump', metric: 'oil', status: 'refused', detail: 'unit: no' };
    const { code, out, err } = await millrace(
      report([wrong]),
      'import',
      file('tags.csv', 'assetId\npump'),
      '--dry-run',
    );
    expect(asked).toEqual([
      {
        method: 'POST',
        url: '/v1/assets/import?dryRun=true&report=problems',
        contentType: 'text/csv',
        body: 'assetId\npump',
      },
    ]);
    expect({ code, out, err }).toEqual({
      code: 1,
      out: ['line 7  pump/oil: refused: unit: no'],
      err: ['dry run, nothing was written; it would be 3 done, 0 unchanged, 1 refused, 0 not known'],
    });
  });

  it('2. imports a JSON file, and answers for programs', async () => {
    const answer = report([], 0);
    const { code, out } = await millrace(answer, 'import', file('tags.json', '[]'), '--json', '--all');
    expect(asked).toMatchObject([
      { url: '/v1/assets/import?dryRun=false&report=all', contentType: 'application/json' },
    ]);
    expect({ code, out }).toEqual({ code: 0, out: [answer] });
  });

  it('3. exports to standard output', async () => {
    const { code, out } = await millrace('assetId,name\r\na,b\r\n', 'export', '--path', 'acme/');
    expect(asked).toMatchObject([{ method: 'GET', url: '/v1/assets/export?format=csv&pathPrefix=acme%2F' }]);
    expect({ code, out }).toEqual({ code: 0, out: ['assetId,name\r\na,b'] });
  });

  it('4. installs the types of a pack, and tells what was kept', async () => {
    const change = { counts: { affected: 3 } };
    const types = [
      { typeId: 'truck', status: 'kept', change },
      { typeId: 'forklift', status: 'done' },
    ];
    const words = ['install-types', 'transport-and-logistics', '--dry-run'];
    const { code, out, err } = await millrace(JSON.stringify({ dryRun: true, types }), ...words);
    expect(asked).toMatchObject([
      { method: 'POST', url: '/v1/type-packs/transport-and-logistics/install?dryRun=true&replace=false' },
    ]);
    expect({ code, out, err }).toEqual({
      code: 0,
      out: ['truck: kept (the pack has it otherwise; assets affected: 3)', 'forklift: done'],
      err: ['dry run, nothing was written'],
    });
    const refused = [
      { typeId: 'truck', status: 'refused', problem: { detail: 'expectedVersion 1: the type is at 2' } },
    ];
    expect(await millrace(JSON.stringify({ dryRun: false, types: refused }), 'install-types', 'x')).toMatchObject({
      ...{ code: 1, out: ['truck: refused: expectedVersion 1: the type is at 2'] },
    });
  });

  it('5. says what it was called wrongly with', async () => {
    for (const words of [
      ['import'],
      ['import', 'a', 'b'],
      ['import', '/none'],
      ['export', '--format', 'xls'],
      ['drop'],
      ['install-types'],
      ['export', '--x'],
    ]) {
      expect(await millrace('', ...words)).toMatchObject({
        code: 2,
        err: [expect.stringContaining('millrace assets: ')],
      });
    }
    expect(asked).toEqual([]);
    expect((await millrace('', '--help')).out[0]).toContain('millrace assets import FILE');
  });
});

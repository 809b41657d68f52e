import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAgainst } from '../../answering-server.fixture.ts';
import { corrections } from './corrections.ts';

const correction = {
  ...{ correctionId: 'c-1', assetId: 'meter-3', metric: 'energy', kind: 'VOID', state: 'APPROVED', version: 2 },
  ...{ from: '2026-03-14T08:00:00.000Z', to: '2026-03-14T16:00:00.000Z', reason: 'noise' },
  ...{ requestedBy: 'ana', requestedAt: '2026-03-15T08:00:00.000Z' },
  decisions: [{ state: 'APPROVED', actor: 'bob', reason: 'checked', at: '2026-03-15T09:00:00.000Z' }],
};
const LINE = 'c-1: VOID of meter-3 energy, 2026-03-14T08:00:00.000Z to 2026-03-14T16:00:00.000Z: APPROVED';
const RANGE = ['--from', '2026-03-14T08:00:00Z', '--to', '2026-03-14T16:00:00Z'];
const millrace = (answers: readonly object[], ...words: string[]) =>
  runAgainst(
    corrections,
    answers.map((answer) => JSON.stringify(answer)),
    words,
  );

describe('millrace corrections', () => {
  it('1. asks for a correction of each kind', async () => {
    const about = { assetId: 'meter-3', metric: 'energy', from: RANGE[1], to: RANGE[3], reason: 'noise' };
    const ask = async (...words: string[]) => {
      const { code, out, asked } = await millrace([correction], ...words, ...RANGE, '--because', 'noise');
      expect({ code, out }).toEqual({ code: 0, out: [LINE] });
      expect(asked).toMatchObject([{ method: 'POST', url: '/v1/corrections' }]);
      return JSON.parse(asked[0]?.body ?? '') as unknown;
    };
    expect(await ask('void', 'meter-3', 'energy')).toEqual({ ...about, kind: 'VOID' });
    const scale = await ask('scale', 'meter-3', 'energy', '--factor', '0.001');
    expect(scale).toEqual({ ...about, kind: 'SCALE', factor: 0.001, offset: 0 });
    const folder = mkdtempSync(join(tmpdir(), 'millrace-corrections-'));
    const replacements = [{ at: '2026-03-14T09:00:00Z', value: 12.5 }];
    writeFileSync(join(folder, 'r.json'), JSON.stringify(replacements));
    const replace = await ask('replace', 'meter-3', 'energy', '--readings', join(folder, 'r.json'));
    expect(replace).toEqual({ ...about, kind: 'REPLACE', replacements });
    rmSync(folder, { recursive: true });
  });

  it('2. decides about one', async () => {
    for (const decision of ['approve', 'reject', 'withdraw']) {
      const words = [decision, 'c-1', '--because', 'checked', '--expect', '1'];
      const { code, out, asked } = await millrace([correction], ...words);
      expect({ code, out }).toEqual({ code: 0, out: [LINE] });
      expect(asked).toMatchObject([{ method: 'POST', url: `/v1/corrections/c-1/${decision}` }]);
      expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ reason: 'checked', expectedVersion: 1 });
    }
  });

  it('3. lists them, for people and for programs', async () => {
    const page = { corrections: [correction], next: 'more' };
    const { out, err, asked } = await millrace([page], 'list', '--asset', 'meter-3', '--state', 'APPROVED');
    expect(asked).toMatchObject([{ url: '/v1/corrections?assetId=meter-3&state=APPROVED&limit=50' }]);
    expect(out).toEqual([
      expect.stringMatching(/^CORRECTION +STATE +KIND/),
      expect.stringMatching(/^c-1 +APPROVED +VOID +meter-3 +energy .* ana +noise$/),
    ]);
    expect(err).toEqual(['there are more: --limit takes another number than 50']);
    expect((await millrace([page], 'list', '--json')).out).toEqual([JSON.stringify(correction)]);
  });

  it('4. shows one with who decided what, and what it changes', async () => {
    const none = { count: 0, sum: 0, mean: null, min: null, max: null };
    const effect = { before: { count: 16, sum: 32, mean: 2, min: 1, max: 3 }, after: none, hoursChanged: 8 };
    const { out, asked } = await millrace([correction, effect], 'show', 'c-1');
    expect(asked.map(({ url }) => url)).toEqual(['/v1/corrections/c-1', '/v1/plant/corrections/c-1/effect']);
    expect(out.map((line) => line.replace(/ +/g, ' ').trim())).toEqual([
      LINE,
      '2026-03-15T08:00:00.000Z REQUESTED ana noise',
      '2026-03-15T09:00:00.000Z APPROVED bob checked',
      'COUNT SUM MEAN MIN MAX',
      'before 16 32 2 1 3',
      'after 0 0 - - -',
      '8 hours have other figures',
    ]);
  });

  it('5. says what it was called wrongly with, before it asks for anything', async () => {
    for (const words of [
      ['void', 'meter-3', 'energy', ...RANGE],
      ['void', 'meter-3', ...RANGE, '--because', 'x'],
      ['void', 'meter-3', 'energy', '--from', 'x', '--because', 'x'],
      ['scale', 'meter-3', 'energy', ...RANGE, '--factor', 'two', '--because', 'x'],
      ['replace', 'meter-3', 'energy', ...RANGE, '--because', 'x'],
      ['replace', 'meter-3', 'energy', ...RANGE, '--because', 'x', '--readings', '/none'],
      ['approve', '--because', 'x'],
      ['approve', 'c-1'],
      ['drop'],
      ['list', '--x'],
    ]) {
      const { code, err, asked } = await millrace([{}], ...words);
      expect({ code, err, asked }).toEqual({
        code: 2,
        err: [expect.stringContaining('millrace corrections: ')],
        asked: [],
      });
    }
  });
});

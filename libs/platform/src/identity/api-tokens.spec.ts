import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ApiTokens, bearerToken } from './api-tokens.ts';

const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');
const file = (content: unknown): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'tokens-')), 'tokens.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
};

describe('API tokens', () => {
  it('1. a token of the file is its caller, any other is nobody', () => {
    const entry = { name: 'ana', tenant: 'acme', roles: ['operator'], sha256: sha256('t-1') };
    const week = {
      ...entry,
      name: 'contractor',
      sha256: sha256('t-3'),
      scope: 'acme/north',
      until: '2026-01-02T00:00:00Z',
    };
    const tokens = ApiTokens.fromFile(file([entry, week]));
    const all = { role: 'operator', scope: '', from: 0, until: null };
    expect(tokens.identityOf('t-1')).toMatchObject({ name: 'ana', tenant: 'acme', grants: [all], until: Infinity });
    expect(tokens.identityOf('t-2')).toBeUndefined();
    const until = Date.UTC(2026, 0, 2) * 1_000;
    expect(tokens.identityOf('t-3')).toMatchObject({ until, grants: [{ scope: 'acme/north', until }] });
  });

  it('2. without a file nobody is let in', () => {
    expect(ApiTokens.fromFile(undefined).identityOf('')).toBeUndefined();
  });

  it('3. a bad file names every bad entry', () => {
    const bad = file([{ name: 'x', tenant: 'a b', roles: [], sha256: 'plain' }]);
    expect(() => ApiTokens.fromFile(bad)).toThrow(/0\.tenant[^]*0\.roles[^]*0\.sha256/);
  });

  it('4. reads bearer tokens only', () => {
    expect(bearerToken('Bearer abc.d-e_f')).toBe('abc.d-e_f');
    expect(bearerToken('bearer abc')).toBe('abc');
    expect(bearerToken('Basic abc')).toBeUndefined();
    expect(bearerToken('Bearer a b')).toBeUndefined();
    expect(bearerToken(undefined)).toBeUndefined();
  });
});

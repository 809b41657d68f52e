import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ApiTokens, bearerToken } from './api-tokens.ts';
import { hasRole } from './roles.ts';

const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');
const file = (content: unknown): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'tokens-')), 'tokens.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
};

describe('API tokens', () => {
  it('1. a token of the file is its caller, any other is nobody', () => {
    const entry = { name: 'ana', tenant: 'acme', roles: ['operator'], sha256: sha256('t-1') };
    const tokens = ApiTokens.fromFile(file([entry]));
    expect(tokens.callerOf('t-1')).toEqual({ name: 'ana', tenant: 'acme', roles: ['operator'] });
    expect(tokens.callerOf('t-2')).toBeUndefined();
  });

  it('2. without a file nobody is let in', () => {
    expect(ApiTokens.fromFile(undefined).callerOf('')).toBeUndefined();
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

  it('5. admin implies all, operator implies viewer', () => {
    expect(hasRole(['admin'], ['operator'])).toBe(true);
    expect(hasRole(['operator'], ['viewer'])).toBe(true);
    expect(hasRole(['operator'], ['admin'])).toBe(false);
    expect(hasRole(['viewer'], ['operator'])).toBe(false);
  });
});

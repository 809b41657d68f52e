import { BUILT_IN_ROLE_TABLE, type Grant } from '@millrace/domain';
import { describe, expect, it } from 'vitest';
import type { Identity } from './caller.ts';
import { GrantBook, type RightsSource } from './grant-book.ts';
import { GrantsFile } from './grants-file.ts';

const identity = (change: Partial<Identity> = {}): Identity => ({
  ...{ tenant: 'acme', name: 'Ana', person: 'ana', groups: [], grants: [], until: Infinity },
  ...change,
});
const file = (...entries: ConstructorParameters<typeof GrantsFile>[0]): GrantBook => {
  const book = new GrantBook();
  book.add(new GrantsFile(entries));
  return book;
};

describe('the grant book', () => {
  it('1. gives what credentials carry, and what persons and their groups were granted, in their own tenant', () => {
    const book = file(
      { tenant: 'acme', person: 'ana', role: 'viewer', scope: 'acme/north' },
      { tenant: 'acme', group: 'shift', role: 'operator', scope: 'acme/south' },
      { tenant: 'other', person: 'ana', role: 'admin', scope: '' },
    );
    const carried: Grant = { role: 'auditor', scope: '', from: 0, until: null };
    const { access } = book.callerOf(identity({ groups: ['shift', 'choir'], grants: [carried] }), 1);
    expect(access.scopes('alarms:read')).toEqual(['acme/north', 'acme/south']);
    expect(access.scopes('alarms:acknowledge')).toEqual(['acme/south']);
    expect([access.can('audit:read'), access.can('rules:write')]).toEqual([true, false]);
    expect(book.callerOf(identity({ person: 'bob' }), 1).access.canSomewhere('alarms:read')).toBe(false);
  });

  it('2. keeps what it made of somebody until a grant begins or ends', () => {
    const book = file({ tenant: 'acme', person: 'ana', role: 'viewer', scope: '', until: 1_000 });
    const ana = identity();
    const before = book.callerOf(ana, 1);
    expect(book.callerOf(ana, 999)).toBe(before);
    expect(before.access.can('alarms:read')).toBe(true);
    expect(book.callerOf(ana, 1_000).access.can('alarms:read')).toBe(false);
  });

  it('3. makes it anew when a source changes', () => {
    const book = new GrantBook();
    const grants: Grant[] = [];
    const source = { revision: 0, of: () => ({ roles: BUILT_IN_ROLE_TABLE, grantsOf: () => grants }) };
    book.add(source satisfies RightsSource);
    const ana = identity();
    expect(book.callerOf(ana, 1).access.can('alarms:read')).toBe(false);
    grants.push({ role: 'viewer', scope: '', from: 0, until: null });
    source.revision += 1;
    expect(book.callerOf(ana, 1).access.can('alarms:read')).toBe(true);
  });
});

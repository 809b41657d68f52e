import { BUILT_IN_ROLE_TABLE, isWithin, PERMISSION_NAMES, type Grant } from '@millrace/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Access } from './access.ts';

const grant = (role: string, scope = '', from = 0, until: number | null = null): Grant => ({
  role,
  scope,
  from,
  until,
});
const accessOf = (...grants: Grant[]): Access => Access.of(grants, BUILT_IN_ROLE_TABLE, 1_000);

const place = fc.array(fc.constantFrom('a', 'b', 'a-b'), { maxLength: 3 }).map((parts) => parts.join('/'));
const anyGrant = fc.record({
  role: fc.constantFrom(...BUILT_IN_ROLE_TABLE.keys(), 'no-such-role'),
  scope: place,
  from: fc.integer({ min: 998, max: 1_002 }),
  until: fc.option(fc.integer({ min: 998, max: 1_002 })),
});

describe('access', () => {
  it('is denied by default', () => {
    const nobody = accessOf();
    for (const permission of PERMISSION_NAMES) {
      expect([nobody.can(permission), nobody.canSomewhere(permission), nobody.scopes(permission)]).toEqual([
        false,
        false,
        [],
      ]);
    }
  });

  it('is what a role allows, at its place and below, and not beside or above', () => {
    const anna = accessOf(grant('operator', 'acme/north'));
    expect(anna.can('alarms:acknowledge', 'acme/north/line-1')).toBe(true);
    expect(anna.can('alarms:acknowledge', 'acme/north-2')).toBe(false);
    expect(anna.can('alarms:acknowledge')).toBe(false);
    expect(anna.can('rules:write', 'acme/north/line-1')).toBe(false);
    expect(anna.can('ledger:read')).toBe(false);
    expect(anna.canSomewhere('ledger:read')).toBe(true);
  });

  it('begins and ends with its grants', () => {
    expect(accessOf(grant('viewer', '', 0, 1_000)).can('alarms:read')).toBe(false);
    expect(accessOf(grant('viewer', '', 1_001)).can('alarms:read')).toBe(false);
    expect(accessOf(grant('viewer', '', 0, 1_500), grant('admin', '', 1_200)).validUntil).toBe(1_200);
    expect(accessOf(grant('viewer')).validUntil).toBe(Infinity);
  });

  it('says as places what it says as answers, and both as the grants do (property)', () => {
    fc.assert(
      fc.property(
        fc.array(anyGrant, { maxLength: 5 }),
        place,
        fc.constantFrom(...PERMISSION_NAMES),
        (grants, path, p) => {
          const access = accessOf(...grants);
          const expected = grants.some(
            ({ role, scope, from, until }) =>
              (BUILT_IN_ROLE_TABLE.get(role)?.includes(p) ?? false) &&
              isWithin(path, scope) &&
              from <= 1_000 &&
              (until === null || until > 1_000),
          );
          expect(access.can(p, path)).toBe(expected);
          expect(access.scopes(p).some((scope) => isWithin(path, scope))).toBe(expected);
        },
      ),
    );
  });
});

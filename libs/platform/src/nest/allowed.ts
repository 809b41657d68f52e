import type { Permission } from '@millrace/domain';
import type { Caller } from '../identity/caller.ts';
import { ProblemException } from '../problem/problem.ts';

/** Somebody asked for what lies outside the places where they may do it; it goes on record. */
export class OutOfScope extends ProblemException {
  readonly permission: Permission;

  constructor(permission: Permission, detail: string) {
    super(403, { detail });
    this.permission = permission;
  }
}

/**
 * @param path asset path of what is to be changed; empty for what belongs to the tenant as a whole
 * @throws OutOfScope unless the caller may do it there
 */
export function assertAllowed({ access }: Caller, permission: Permission, path: string): void {
  if (access.can(permission, path)) return;
  const where = path === '' ? 'for the tenant as a whole' : `at "${path}"`;
  throw new OutOfScope(permission, `This needs the permission ${permission} ${where}.`);
}

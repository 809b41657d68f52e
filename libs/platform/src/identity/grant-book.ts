import { BUILT_IN_ROLE_TABLE, type Grant, type RoleTable, type SubjectKind } from '@millrace/domain';
import { Access } from './access.ts';
import type { Caller, Identity } from './caller.ts';

/** What is known of a tenant's rights besides what credentials carry. */
export interface TenantRights {
  readonly roles: RoleTable;
  grantsOf(kind: SubjectKind, id: string): readonly Grant[];
}

/** Where the rights of tenants are looked up. */
export interface RightsSource {
  /** Grows with every change: what was made of it still holds as long as it is the same. */
  readonly revision: number;
  of(tenant: string): TenantRights | undefined;
}

interface Kept {
  readonly caller: Caller;
  readonly revisions: number;
  readonly until: number;
}

/** What everybody may do: the grants that their credentials carry, and those of the sources for themselves and their groups. */
export class GrantBook {
  readonly #sources: RightsSource[] = [];
  // People ask often, and a policy takes a while to make; an identity that is gone takes its policy along.
  #kept = new WeakMap<Identity, Kept>();

  /** Rights that come from elsewhere count from now on as well. */
  add(source: RightsSource): void {
    this.#sources.push(source);
    this.#kept = new WeakMap();
  }

  /** The identity as a caller with the rights it has now. @param now microseconds since 1970 */
  callerOf(identity: Identity, now: number): Caller {
    const revisions = this.#sources.reduce((sum, { revision }) => sum + revision, 0);
    const kept = this.#kept.get(identity);
    if (kept !== undefined && kept.revisions === revisions && now < kept.until) return kept.caller;
    const access = this.#accessOf(identity, now);
    const caller = { name: identity.name, tenant: identity.tenant, identity, access };
    this.#kept.set(identity, { caller, revisions, until: access.validUntil });
    return caller;
  }

  #accessOf(identity: Identity, now: number): Access {
    const grants = [...identity.grants];
    const roles = new Map(BUILT_IN_ROLE_TABLE);
    for (const source of this.#sources) {
      const rights = source.of(identity.tenant);
      if (rights === undefined) continue;
      for (const [role, permissions] of rights.roles) roles.set(role, permissions);
      if (identity.person !== undefined) grants.push(...rights.grantsOf('person', identity.person));
      if (identity.key !== undefined) grants.push(...rights.grantsOf('key', identity.key));
      for (const group of identity.groups) grants.push(...rights.grantsOf('group', group));
    }
    return Access.of(grants, roles, now);
  }
}

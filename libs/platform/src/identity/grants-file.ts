import { BUILT_IN_ROLE_NAMES, BUILT_IN_ROLE_TABLE, WHOLE_TENANT, type Grant, type SubjectKind } from '@millrace/domain';
import { z } from 'zod';
import { instantMicros, scopePath, tenantName } from './grant-shapes.ts';
import type { RightsSource, TenantRights } from './grant-book.ts';
import { readSettingsFile } from './settings-file.ts';

const grantsFileSchema = z.array(
  z
    .strictObject({
      tenant: tenantName,
      group: z.string().min(1).optional(),
      person: z.string().min(1).optional(),
      role: z.enum(BUILT_IN_ROLE_NAMES),
      scope: scopePath.default(WHOLE_TENANT),
      until: instantMicros.optional(),
    })
    .refine(({ group, person }) => (group === undefined) !== (person === undefined), 'must name a group or a person'),
);

/**
 * Grants that whoever installs Millrace gives by a mounted file: with them the first administrators come in, who then give others by
 * requests that somebody else approves. They cannot be revoked but by changing the file.
 */
export class GrantsFile implements RightsSource {
  readonly revision = 0;
  readonly #tenants: ReadonlyMap<string, TenantRights>;

  constructor(entries: readonly z.infer<typeof grantsFileSchema>[number][]) {
    const byTenant = Map.groupBy(entries, ({ tenant }) => tenant);
    this.#tenants = new Map([...byTenant].map(([tenant, own]) => [tenant, rightsOf(own)]));
  }

  /** @throws Error naming the file and every bad entry */
  static fromFile(path: string | undefined): GrantsFile {
    return new GrantsFile(path === undefined ? [] : readSettingsFile('ACCESS_GRANTS_FILE', path, grantsFileSchema));
  }

  of(tenant: string): TenantRights | undefined {
    return this.#tenants.get(tenant);
  }
}

function rightsOf(entries: readonly z.infer<typeof grantsFileSchema>[number][]): TenantRights {
  const bySubject = new Map<string, Grant[]>();
  for (const { group, person, role, scope, until } of entries) {
    const subject = group === undefined ? `person ${person ?? ''}` : `group ${group}`;
    const grant = { role, scope, from: 0, until: until ?? null };
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), grant]);
  }
  return {
    roles: BUILT_IN_ROLE_TABLE,
    grantsOf: (kind: SubjectKind, id: string) => bySubject.get(`${kind} ${id}`) ?? [],
  };
}

import type { Identity } from './caller.ts';
import { tenantName } from './grant-shapes.ts';
import { RefusedCredential } from './refused-credential.ts';

/** Which claims of the provider's tokens say what. */
export interface ClaimNames {
  readonly tenant: string;
  readonly groups: string;
  /** The tenant of people whose tokens do not name one; without it these are refused. */
  readonly defaultTenant: string | undefined;
}

export type Claims = Readonly<Record<string, unknown>>;
export type Person = Pick<Identity, 'tenant' | 'name' | 'groups'> & { readonly person: string };

const MOST_GROUPS = 200;
/** OpenID Connect Core 1.0, section 2. */
const LONGEST_SUBJECT = 255;

/**
 * The person that the claims of a token of the provider are about (OpenID Connect Core 1.0 §5.1).
 * @throws RefusedCredential TOKEN_CLAIMS naming the claim
 */
export function personOf(claims: Claims, names: ClaimNames): Person {
  const { sub } = claims;
  if (typeof sub !== 'string' || sub === '' || sub.length > LONGEST_SUBJECT)
    throw refused('sub', 'must be the identity of a person');
  const tenant = tenantName.safeParse(claims[names.tenant] ?? names.defaultTenant);
  if (!tenant.success) throw refused(names.tenant, 'must name the tenant');
  const groups = claims[names.groups] ?? [];
  if (!Array.isArray(groups) || groups.length > MOST_GROUPS || !groups.every((group) => typeof group === 'string')) {
    throw refused(names.groups, `must be a list of at most ${MOST_GROUPS} names of groups`);
  }
  // Commands and the audit record name the person by what is unique and stays: names and addresses are neither (section 5.7).
  return { tenant: tenant.data, name: sub, person: sub, groups: groups as string[] };
}

function refused(claim: string, rule: string): RefusedCredential {
  return new RefusedCredential('TOKEN_CLAIMS', `The token's claim "${claim}" ${rule}.`);
}

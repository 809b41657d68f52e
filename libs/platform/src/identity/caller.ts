import type { Grant } from '@millrace/domain';
import type { Access } from './access.ts';

/** Who somebody says they are, once it is proved by an API token or an access token of the identity provider. */
export interface Identity {
  readonly tenant: string;
  /** How commands and the audit record name them. */
  readonly name: string;
  /** What grants name: the `sub` of the person's provider; a token of the tokens file has none. */
  readonly person?: string;
  /** Groups of the provider that they are in. */
  readonly groups: readonly string[];
  /** Grants that come with the credential itself. */
  readonly grants: readonly Grant[];
  /** Microseconds since 1970; the credential itself proves nothing from then on. */
  readonly until: number;
}

/** Who calls, and what they may do now. */
export interface Caller {
  readonly name: string;
  readonly tenant: string;
  readonly identity: Identity;
  readonly access: Access;
}

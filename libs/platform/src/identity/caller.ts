import type { Grant } from '@millrace/domain';
import type { Access } from './access.ts';

/** Who somebody says they are, once it is proved: by an API token, an API key, a token of the identity provider or a session. */
export interface Identity {
  readonly tenant: string;
  /** How commands and the audit record name them. */
  readonly name: string;
  /** What grants name: of a person the `sub` of their provider, of a key its id; a token of the tokens file has none. */
  readonly person?: string;
  readonly key?: string;
  /** Groups of the provider that they are in. */
  readonly groups: readonly string[];
  /** Grants that come with the credential itself. */
  readonly grants: readonly Grant[];
  /** Of a browser's session, which can be ended. */
  readonly session?: string;
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

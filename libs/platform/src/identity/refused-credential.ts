/** Why a credential does not say who somebody is. */
export type RefusalCode =
  | 'NO_CREDENTIAL'
  | 'UNKNOWN_TOKEN'
  | 'TOKEN_MALFORMED'
  | 'TOKEN_ALGORITHM'
  | 'TOKEN_SIGNATURE'
  | 'TOKEN_ISSUER'
  | 'TOKEN_AUDIENCE'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_CLAIMS'
  | 'KEY_UNKNOWN'
  | 'KEY_EXPIRED'
  | 'SESSION_INVALID'
  | 'SESSION_EXPIRED'
  | 'SESSION_ENDED'
  | 'CROSS_SITE';

/** A credential that is refused. The message is for whoever sent it: it says what is wrong, and nothing that helps to guess. */
export class RefusedCredential extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.name = 'RefusedCredential';
    this.code = code;
  }
}

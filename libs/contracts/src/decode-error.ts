export type DecodeErrorCode =
  /** Too short for the wire format, or its first byte is not 0. */
  | 'NOT_CONFLUENT'
  /** The registry knows no schema of that id. */
  | 'UNKNOWN_SCHEMA_ID'
  /** The bytes do not follow the schema they name. */
  | 'CORRUPT'
  /** A schema that is no contract of this build, or that its reader schema cannot resolve. */
  | 'UNKNOWN_TYPE';

/** A record value that cannot be read however often it is tried: a matter for the dead letters. */
export class DecodeError extends Error {
  readonly code: DecodeErrorCode;

  constructor(code: DecodeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DecodeError';
    this.code = code;
  }
}

import { ClickHouseError } from '@clickhouse/client';

/**
 * Server errors that speak of the data or the statement, not of the moment (ClickHouse src/Common/ErrorCodes.cpp): the same
 * block would fail the same way for ever. Everything else (network, memory, too many parts, a table not there yet) may pass.
 */
const BLAMES_THE_BLOCK = new Set([
  '6', // CANNOT_PARSE_TEXT
  '16', // NO_SUCH_COLUMN_IN_TABLE
  '26', // CANNOT_PARSE_QUOTED_STRING
  '27', // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  '33', // CANNOT_READ_ALL_DATA
  '36', // BAD_ARGUMENTS
  '38', // CANNOT_PARSE_DATE
  '41', // CANNOT_PARSE_DATETIME
  '50', // UNKNOWN_TYPE
  '53', // TYPE_MISMATCH
  '62', // SYNTAX_ERROR
  '70', // CANNOT_CONVERT_TYPE
  '72', // CANNOT_PARSE_NUMBER
  '115', // UNKNOWN_SETTING
  '117', // INCORRECT_DATA
  '131', // TOO_LARGE_STRING_SIZE
  '321', // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
  '349', // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
  '691', // UNKNOWN_ELEMENT_OF_ENUM
]);

/** Whether trying the same insert again may succeed. Network failures always may: the outcome is unknown until it does. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof TypeError) return false;
  return !(error instanceof ClickHouseError && BLAMES_THE_BLOCK.has(error.code));
}

/** An insert that failed. */
export class WriteError extends Error {
  readonly retryable: boolean;
  /** ClickHouse's error number, or Node's error code. */
  readonly code: string;

  constructor(table: string, token: string, cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    super(`insert into ${table}, block ${token}: ${detail}`, { cause });
    this.name = 'WriteError';
    this.retryable = isRetryable(cause);
    this.code = codeOf(cause);
  }
}

function codeOf(cause: unknown): string {
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.name : 'UNKNOWN';
}

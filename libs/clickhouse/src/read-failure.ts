import { ClickHouseError } from '@clickhouse/client';

/** Errors that mean the statement would cost more than its limits allow (ClickHouse src/Common/ErrorCodes.cpp). */
const TOO_COSTLY = new Set([
  '158', // TOO_MANY_ROWS
  '159', // TIMEOUT_EXCEEDED
  '160', // TOO_SLOW
  '241', // MEMORY_LIMIT_EXCEEDED
  '307', // TOO_MANY_BYTES
  '396', // TOO_MANY_ROWS_OR_BYTES
]);
/** Errors that mean the server cannot serve at the moment, or does not know our tables yet. */
const AWAY = new Set([
  '60', // UNKNOWN_TABLE
  '81', // UNKNOWN_DATABASE
  '202', // TOO_MANY_SIMULTANEOUS_QUERIES
  '209', // SOCKET_TIMEOUT
  '210', // NETWORK_ERROR
  '236', // ABORTED
]);

/** Why a read failed: the database is away, the question costs too much, or it is a mistake of ours. */
export function readFailure(error: unknown): 'away' | 'too costly' | 'mistake' {
  if (error instanceof ClickHouseError) {
    if (TOO_COSTLY.has(error.code)) return 'too costly';
    return AWAY.has(error.code) ? 'away' : 'mistake';
  }
  if (!(error instanceof Error)) return 'mistake';
  // The client gives Node's network errors as they are, and "Timeout error." when the server says nothing.
  const { code } = error as NodeJS.ErrnoException;
  return /^E[A-Z]+$/.test(code ?? '') || /timeout|socket hang up/i.test(error.message) ? 'away' : 'mistake';
}

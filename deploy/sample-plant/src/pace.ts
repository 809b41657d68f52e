/** Rows due by an elapsed time at a steady rate, so that a late timer catches up instead of slowing the recording down. */
export function rowsDue(elapsedMs: number, rowsPerSecond: number, alreadyPlayed: number): number {
  return Math.max(0, Math.floor((elapsedMs / 1000) * rowsPerSecond) - alreadyPlayed);
}

/**
 * Calls `play(row)` for every row at `rowsPerSecond`, pass after pass, until the signal aborts.
 * Each tick hands over all rows due since the last one as one flush, as a gateway would.
 */
export async function paced(
  rowCount: number,
  rowsPerSecond: number,
  signal: AbortSignal,
  flush: (rows: readonly { readonly pass: number; readonly row: number }[]) => Promise<void>,
): Promise<void> {
  const started = Date.now();
  let played = 0;
  while (!signal.aborted) {
    const due = Math.min(rowsDue(Date.now() - started, rowsPerSecond, played), MAX_ROWS_PER_FLUSH);
    if (due > 0) {
      const rows = Array.from({ length: due }, (_, index) => ({
        pass: Math.floor((played + index) / rowCount),
        row: (played + index) % rowCount,
      }));
      await flush(rows);
      played += due;
    }
    await pause(FLUSH_MS, signal);
  }
}

const FLUSH_MS = 250;
const MAX_ROWS_PER_FLUSH = 500;

/** Resolves after `ms`, or at once when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}

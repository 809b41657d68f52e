const MIB = 1024 * 1024;
/**
 * Telemetry: large blocks, because ClickHouse pays per block and for each view of the table, some 60 ms of CPU whatever is in it, and again
 * when it merges them: all that one fetch brings. A block waits at most two seconds to fill.
 */
export const BULK = { maxRecords: 80_000, maxBytes: 16 * MIB, lingerMs: 2_000 };
/** Events are fewer and people look for them: a second. */
export const PROMPT = { maxRecords: 5_000, maxBytes: 4 * MIB, lingerMs: 1_000 };

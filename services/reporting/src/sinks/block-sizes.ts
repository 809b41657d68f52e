const MIB = 1024 * 1024;
/**
 * Telemetry: large blocks, because ClickHouse pays per block, and again when it merges them: all that one fetch brings of a partition.
 * A block waits at most a second to fill.
 */
export const BULK = { maxRecords: 40_000, maxBytes: 8 * MIB, lingerMs: 1_000 };
/** Events are few and people wait for them. */
export const PROMPT = { maxRecords: 5_000, maxBytes: 4 * MIB, lingerMs: 250 };

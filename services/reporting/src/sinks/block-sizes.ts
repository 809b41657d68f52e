const MIB = 1024 * 1024;
/** Telemetry: large blocks, because ClickHouse pays per block. A block waits at most a second to fill. */
export const BULK = { maxRecords: 20_000, maxBytes: 8 * MIB, lingerMs: 1_000 };
/** Events are few and people wait for them. */
export const PROMPT = { maxRecords: 5_000, maxBytes: 4 * MIB, lingerMs: 250 };

/** An instant in microseconds since 1970-01-01T00:00:00Z (Avro `timestamp-micros`); exact in a double until the year 2255. */
export type EpochMicros = number;

/** What a reading may hold; `null` is a reading that says "no value". */
export type Value = number | boolean | string | null;

/** The three severities of OPC UA Part 8 status codes, and Sparkplug's quality folded onto them. */
export type Quality = 'GOOD' | 'UNCERTAIN' | 'BAD';

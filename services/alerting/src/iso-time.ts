/** Microseconds since 1970 UTC as ISO 8601 with milliseconds, as the front doors show instants. */
export const isoTime = (micros: number): string => new Date(Math.floor(micros / 1_000)).toISOString();

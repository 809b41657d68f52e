/** Injection tokens of what has no class of its own. */
export const CODECS = Symbol('Codecs');
export const CLICKHOUSE = Symbol('ClickHouse');
export const SETTINGS = Symbol('Settings');

import { quote } from './quote.ts';

/** Whose rows a read may see: those of one tenant, and of these only what lies at some places of the hierarchy. */
export interface RowScope {
  readonly tenant: string;
  /** Asset paths, each with everything below it; [''] is the whole tenant, none is nothing at all. */
  readonly places: readonly string[];
}

/** How the rows of a table are told to lie at a place: by their own path, by that of their alarm or asset, or not at all. */
type Placing = 'path' | 'alarm' | 'asset' | 'none';

/**
 * Every table with a tenant. `path`: the place at the time of the row. `asset`: the row names only the asset, whose newest reading says
 * where it is. `none`: what belongs to the tenant as a whole, which a scope of less does not see.
 */
export const PLACING_OF_TABLES: Readonly<Record<string, Placing>> = {
  readings: 'path',
  latest_values: 'path',
  anomaly_events: 'path',
  alarm_events: 'alarm',
  readings_1m: 'asset',
  readings_1h: 'asset',
  readings_1d: 'asset',
  correction_events: 'asset',
  rejected_readings: 'none',
  dead_letters: 'none',
  ledger: 'none',
  repair_events: 'none',
  audit_events: 'none',
  asset_events: 'none',
};

/**
 * What ClickHouse itself filters each table by (`additional_table_filters`), whatever a statement says and through whichever view it
 * reads: a query that forgets its tenant shows nobody else's rows.
 */
export function tableFilters(database: string, scope: RowScope): Record<string, string> {
  const tables = Object.entries(PLACING_OF_TABLES);
  return Object.fromEntries(
    tables.map(([table, placing]) => [`${database}.${table}`, filterOf(database, placing, scope)]),
  );
}

function filterOf(database: string, placing: Placing, { tenant, places }: RowScope): string {
  const ofTenant = `tenant = ${quote(tenant)}`;
  if (places.includes('')) return ofTenant;
  if (placing === 'none' || places.length === 0) return '0';
  const there = `(${places.map(within).join(' OR ')})`;
  switch (placing) {
    case 'path':
      return `${ofTenant} AND ${there}`;
    case 'asset':
      return `${ofTenant} AND asset_id IN (SELECT asset_id FROM ${database}.latest_values FINAL WHERE ${ofTenant} AND ${there})`;
    case 'alarm':
      // Only what raises an alarm says where; and a filter must not read the table it filters by its own name.
      return (
        `${ofTenant} AND alarm_id IN (SELECT alarm_id FROM merge(${quote(database)}, '^alarm_events$') ` +
        `WHERE ${ofTenant} AND ${there})`
      );
    default:
      return placing satisfies never;
  }
}

const within = (place: string): string =>
  `asset_path = ${quote(place)} OR startsWith(asset_path, ${quote(`${place}/`)})`;

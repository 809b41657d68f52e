import { AssetRegistry, type AssetEvent } from '@millrace/domain';
import type { Reads } from '../store/reads.ts';

interface Row {
  readonly type: Exclude<AssetEvent['type'], 'AssetCommandRefused'>;
  readonly event: string;
}

/**
 * Of each asset everything up to the last version it had by then: by version, and not by time alone, because a clock that is set back
 * must not leave a gap in a history.
 */
const SQL = `
SELECT event_type AS type, event
FROM asset_events
INNER JOIN (
  SELECT asset_id, max(version) AS through FROM asset_events
  WHERE tenant = {tenant:String} AND version > 0 AND occurred_at <= fromUnixTimestamp64Micro({at:Int64}, 'UTC')
  GROUP BY asset_id
) AS known USING asset_id
WHERE tenant = {tenant:String} AND version > 0 AND version <= through
ORDER BY asset_id, version
LIMIT {limit:UInt32}`;

/** The registry of a tenant as it was at an instant (microseconds): its history until then, folded by what folds it live. */
export async function registryAt(
  reads: Reads,
  { tenant, at, maxEvents }: { readonly tenant: string; readonly at: number; readonly maxEvents: number },
): Promise<AssetRegistry> {
  const rows = await reads.rows<Row>(SQL, { tenant, at, limit: maxEvents + 1 }, maxEvents);
  const registry = new AssetRegistry();
  for (const { type, event } of rows) registry.apply(eventOf(type, event));
  return registry;
}

/** What was stored before a field was there has not got it: as on the wire, it is what it was without. */
function eventOf(type: Row['type'], event: string): AssetEvent {
  const added = type === 'AssetRegistered' ? { typeId: null } : {};
  return { type, data: { ...added, ...(JSON.parse(event) as object) } as never } as AssetEvent;
}

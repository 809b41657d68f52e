import { isWithin } from '../access/place.ts';
import { byPathAndId, type TreePosition } from './hierarchy.ts';
import type { AssetRegistry, RegisteredAsset } from './registry.ts';
import { assetsWithin } from './within.ts';

/** Which assets of a tenant, and which part of the list. */
export interface AssetQuery {
  /** Only assets that lie within these places (paths); [''] is the whole tenant. */
  readonly scopes: readonly string[];
  /** Only assets whose path begins so. */
  readonly pathPrefix: string;
  /** Only assets directly below this one. */
  readonly parentId?: string | undefined;
  readonly state: 'in-service' | 'retired' | 'all';
  /** Only assets of this type. */
  readonly typeId?: string | undefined;
  /** Only assets whose place is in conflict with that of others. */
  readonly conflict?: 'any' | undefined;
  /** `next` of the page before; empty for the first page. */
  readonly after: string;
  readonly limit: number;
}

export interface AssetPage {
  readonly assets: readonly RegisteredAsset[];
  /** Give it back as `after` for what follows; null at the end. */
  readonly next: string | null;
}

/** A page of a tenant's assets in the order of their paths. */
export function listAssets(registry: AssetRegistry, tenant: string, query: AssetQuery): AssetPage {
  const { pathPrefix, after, limit } = query;
  const start = after === '' ? undefined : positionOf(after);
  const page: RegisteredAsset[] = [];
  const from = laterOf(start, { path: pathPrefix, assetId: '' });
  for (const asset of candidates(registry, tenant, query, from)) {
    if (!asset.path.startsWith(pathPrefix)) break;
    if (asset.path === start?.path && asset.assetId === start.assetId) continue;
    if (!isWanted(registry, tenant, asset, query)) continue;
    const last = page.at(-1);
    if (page.length === limit && last !== undefined) return { assets: page, next: `${last.path} ${last.assetId}` };
    page.push(asset);
  }
  return { assets: page, next: null };
}

/** In the order of their places, from one on. Those of a type are few among many. */
function candidates(registry: AssetRegistry, tenant: string, { typeId, scopes }: AssetQuery, from: TreePosition) {
  if (typeId === undefined) return assetsWithin(registry, tenant, scopes, from);
  const ofType = [...registry.ofType(tenant, typeId)];
  return ofType
    .filter((asset) => byPathAndId(asset, from) >= 0 && scopes.some((scope) => isWithin(asset.path, scope)))
    .sort(byPathAndId);
}

function isWanted(registry: AssetRegistry, tenant: string, asset: RegisteredAsset, query: AssetQuery): boolean {
  if (query.state !== 'all' && asset.isRetired !== (query.state === 'retired')) return false;
  if (query.parentId !== undefined && asset.parentId !== query.parentId) return false;
  return query.conflict === undefined || registry.conflictOf(tenant, asset.assetId) !== undefined;
}

/** Neither paths nor ids have blanks. */
function positionOf(text: string): TreePosition {
  const [path = '', assetId = ''] = text.split(' ');
  return { path, assetId };
}

function laterOf(a: TreePosition | undefined, b: TreePosition): TreePosition {
  return a === undefined || a.path < b.path ? b : a;
}

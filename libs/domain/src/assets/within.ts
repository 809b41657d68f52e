import { isWithin } from '../access/place.ts';
import { compareTexts, type TreePosition } from './hierarchy.ts';
import type { AssetRegistry, RegisteredAsset } from './registry.ts';

/**
 * The assets of a tenant that lie within some places of the hierarchy, from a position on, by path and id; to be walked at once, before
 * an event comes in. What lies between the places is stepped over, not walked through.
 */
export function* assetsWithin(
  registry: AssetRegistry,
  tenant: string,
  scopes: readonly string[],
  start: TreePosition,
): Generator<RegisteredAsset, undefined> {
  let from: TreePosition | undefined = start;
  while (from !== undefined) {
    let next: TreePosition | undefined;
    for (const asset of registry.assets(tenant, from)) {
      if (scopes.some((scope) => isWithin(asset.path, scope))) {
        yield asset;
        continue;
      }
      next = nextPlace(scopes, asset.path);
      break;
    }
    from = next;
  }
}

/** Where the next of the places begins after a path: with itself, or, because "a-b" comes between "a" and "a/b", with what is below it. */
function nextPlace(scopes: readonly string[], path: string): TreePosition | undefined {
  const later = scopes.flatMap((scope) => [scope, `${scope}/`]).filter((place) => compareTexts(place, path) > 0);
  const [first] = later.sort(compareTexts);
  return first === undefined ? undefined : { path: first, assetId: '' };
}

import { isDirectlyBelow, type AssetRegistry, type RegisteredAsset } from '@millrace/domain';
import { problem } from './outcome.ts';
import type { RegisterAssetRequest } from './requests.ts';

type Placed = Pick<RegisteredAsset, 'assetId' | 'path'>;

/**
 * Checks what one asset's aggregate cannot know, against this instance's registry: the parent is there and one level above, the
 * path is free. The registry may be a moment old; what slips through is a second asset at a path, which the list shows.
 * @throws ProblemException 422 for the parent, 409 for the path
 */
export function assertPlacement(
  registry: Pick<AssetRegistry, 'asset' | 'assetAt'>,
  tenant: string,
  { assetId, parentId, path }: Omit<RegisterAssetRequest, 'expectedVersion'>,
  alsoRegistering: ReadonlyMap<string, Placed> = new Map(),
): void {
  if (parentId !== undefined) {
    const parent = registry.asset(tenant, parentId) ?? alsoRegistering.get(parentId);
    const rule = parentRule(parent, path);
    if (rule !== undefined) {
      throw problem(422, `parentId "${parentId}": ${rule}`, { field: 'parentId', value: parentId, rule });
    }
  }
  const holder = registry.assetAt(tenant, path);
  if (holder !== undefined && holder !== assetId) {
    const rule = `must be free, it is the path of "${holder}"`;
    throw problem(409, `path "${path}": ${rule}`, { field: 'path', value: path, rule });
  }
}

function parentRule(parent: Placed | undefined, path: string): string | undefined {
  if (parent === undefined) return 'must be a registered asset';
  return isDirectlyBelow(path, parent.path) ? undefined : `must be one level above "${path}", it is "${parent.path}"`;
}

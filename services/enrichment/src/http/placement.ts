import {
  ASSET_PATH_LENGTH,
  brokenLevelRule,
  brokenPathRule,
  isDirectlyBelow,
  lastSegment,
  type AssetRegistry,
  type RegisteredAsset,
} from '@millrace/domain';
import { ProblemException } from '@millrace/platform/nest';
import { problem } from './outcome.ts';
import type { MoveAssetRequest, RegisterAssetRequest } from './requests.ts';

type Registration = Omit<RegisterAssetRequest, 'expectedVersion'>;
type Parent = Pick<RegisteredAsset, 'level' | 'path' | 'isRetired'>;

/**
 * What one asset's aggregate cannot know, looked up in this instance's registry: where the parent is, and whether the place is free and
 * fits. The registry may be a moment old; what slips through shows as an asset's `conflict`, the same on every instance.
 */
export class Placement {
  readonly #registry: AssetRegistry;
  readonly #tenant: string;
  /** Assets that are registered together: one may be the parent of another. */
  readonly #together: ReadonlyMap<string, Registration>;
  readonly #paths = new Map<string, string>();

  constructor(registry: AssetRegistry, tenant: string, together: readonly Registration[] = []) {
    this.#registry = registry;
    this.#tenant = tenant;
    this.#together = new Map(together.map((item) => [item.assetId, item]));
  }

  /** The path of a new asset. @throws ProblemException 422 for parent, level and path, 409 for a path that is taken */
  ofNew(asset: Registration): string {
    const path = this.#pathOf(asset, new Set());
    this.#assertFree(path, asset.assetId, 'path');
    return path;
  }

  /** The path of an asset that is to be moved. @throws ProblemException 404, 409 or 422 */
  ofMoved(assetId: string, { parentId, segment }: MoveAssetRequest): string {
    const asset = this.#registered(assetId);
    const parent = this.#parent(parentId, asset.level, new Set());
    const path = `${parent.path}/${segment ?? lastSegment(asset.path)}`;
    let longest = 0;
    for (const below of this.#registry.subtree(this.#tenant, assetId)) {
      if (below.assetId === parentId) {
        throw refused('parentId', parentId, `must not be "${assetId}" itself or anything below it`);
      }
      longest = Math.max(longest, below.path.length - asset.path.length);
    }
    if (path.length + longest > ASSET_PATH_LENGTH) {
      throw refused('parentId', parentId, `must not make paths longer than ${ASSET_PATH_LENGTH} characters`);
    }
    this.#assertFree(path, assetId, 'segment');
    return path;
  }

  /** @throws ProblemException 404, or 409 while something in service is below the asset */
  assertEmpty(assetId: string): void {
    this.#registered(assetId);
    for (const below of this.#registry.subtree(this.#tenant, assetId)) {
      if (below.assetId === assetId || below.isRetired) continue;
      throw taken(
        'assetId',
        assetId,
        `must have nothing in service below it: "${below.assetId}" is at "${below.path}"`,
      );
    }
  }

  /** @throws ProblemException 404, or 409 when its parent is retired or its path is another's by now */
  assertFit(assetId: string): void {
    const asset = this.#registered(assetId);
    const parent = asset.parentId === null ? undefined : this.#registry.asset(this.#tenant, asset.parentId);
    if (parent?.isRetired === true)
      throw taken('assetId', assetId, `must have a parent in service: reinstate "${parent.assetId}" first`);
    this.#assertFree(asset.path, assetId, 'assetId');
  }

  #registered(assetId: string): RegisteredAsset {
    const asset = this.#registry.asset(this.#tenant, assetId);
    if (asset === undefined) throw new ProblemException(404, { detail: `assetId "${assetId}": is not registered` });
    return asset;
  }

  /** @param asking whose places wait for this one: who is met again is above itself */
  #pathOf(asset: Registration, asking: Set<string>): string {
    const { assetId, level, parentId } = asset;
    const known = this.#paths.get(assetId);
    if (known !== undefined) return known;
    if (asking.has(assetId)) throw refused('parentId', parentId ?? '', 'must not be below the asset itself');
    asking.add(assetId);
    const place = parentId === undefined ? this.#top(asset) : this.#below(parentId, asset, asking);
    const rule = brokenPathRule(place, level);
    if (rule !== undefined) throw refused('path', place, rule);
    this.#paths.set(assetId, place);
    return place;
  }

  #top({ assetId, level, path }: Registration): string {
    if (path !== undefined) return path;
    if (level === 'ENTERPRISE') return assetId;
    throw refused('parentId', null, 'must be given, or else the whole path');
  }

  #below(parentId: string, { assetId, level, path }: Registration, asking: Set<string>): string {
    const parent = this.#parent(parentId, level, asking);
    if (path === undefined) return `${parent.path}/${assetId}`;
    if (isDirectlyBelow(path, parent.path)) return path;
    throw refused('parentId', parentId, `must be one level above "${path}", it is "${parent.path}"`);
  }

  #parent(parentId: string, level: RegisteredAsset['level'], asking: Set<string>): Parent {
    const together = this.#together.get(parentId);
    const parent: Parent | undefined =
      this.#registry.asset(this.#tenant, parentId) ??
      (together && { level: together.level, path: this.#pathOf(together, asking), isRetired: false });
    if (parent === undefined) throw refused('parentId', parentId, 'must be a registered asset');
    if (parent.isRetired) throw refused('parentId', parentId, 'must be in service, it is retired');
    const rule = brokenLevelRule(level, parent.level);
    if (rule !== undefined) throw refused('parentId', parentId, rule);
    return parent;
  }

  #assertFree(path: string, assetId: string, field: string): void {
    const holder = this.#registry.assetAt(this.#tenant, path);
    if (holder !== undefined && holder !== assetId)
      throw taken(field, path, `must be free, it is the path of "${holder}"`);
  }
}

const refused = (field: string, value: string | null, rule: string): ProblemException =>
  problem(422, `${field} "${value ?? ''}": ${rule}`, { field, value, rule });

const taken = (field: string, value: string, rule: string): ProblemException =>
  problem(409, `${field} "${value}": ${rule}`, { field, value, rule });

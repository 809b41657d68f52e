import type { RegisteredAsset } from '../assets/registry.ts';
import { compareTexts } from '../assets/hierarchy.ts';
import type { TypeDefinition } from './definition.ts';
import { differencesOf, type TypeDifferences } from './differences.ts';
import { effectiveModel, type Commensurable, type Misfit } from './effective-model.ts';
import { overriddenFields } from './override.ts';

type TypeMember = Pick<RegisteredAsset, 'assetId' | 'path' | 'bindings' | 'overrides'>;

/** What a change of a type comes to for one asset. */
export interface AssetImpact {
  readonly assetId: string;
  readonly path: string;
  /** True when anything of the change reaches the asset. */
  readonly isAffected: boolean;
  /** Changed fields that the asset has otherwise anyway, as `metric: field`. */
  readonly keeps: readonly string[];
  /** What would not fit any more, and does now. */
  readonly misfits: readonly Misfit[];
}

export interface TypeImpact {
  readonly differences: TypeDifferences;
  readonly counts: {
    /** Of the type. */
    readonly assets: number;
    readonly affected: number;
    /** With something that would not fit any more. */
    readonly misfitting: number;
  };
  /** The first of them by path; those with misfits before all others. */
  readonly assets: readonly AssetImpact[];
}

/** Whom a proposed definition of a type affects, before it is applied. */
export function impactOf(
  before: TypeDefinition | undefined,
  after: TypeDefinition,
  members: Iterable<TypeMember>,
  { commensurable, limit }: { readonly commensurable: Commensurable; readonly limit: number },
): TypeImpact {
  const differences = differencesOf(before, after);
  const assets = [...members].map((member) => assetImpact(before, after, differences, member, commensurable));
  const count = (which: (asset: AssetImpact) => boolean): number => assets.filter(which).length;
  const counts = {
    assets: assets.length,
    affected: count(({ isAffected }) => isAffected),
    misfitting: count(({ misfits }) => misfits.length > 0),
  };
  return { differences, counts, assets: assets.sort(byMisfitsAndPath).slice(0, limit) };
}

function assetImpact(
  before: TypeDefinition | undefined,
  after: TypeDefinition,
  { metrics }: TypeDifferences,
  asset: TypeMember,
  commensurable: Commensurable,
): AssetImpact {
  const { assetId, path, overrides, bindings } = asset;
  const keeps: string[] = [];
  let isAffected = false;
  for (const { metric, change, fields } of metrics) {
    const override = change === 'CHANGED' ? overrides.get(metric) : undefined;
    const own = override === undefined ? new Set<string>() : overriddenFields(override);
    const kept = fields.filter(({ field }) => own.has(field)).map(({ field }) => `${metric}: ${field}`);
    keeps.push(...kept);
    isAffected ||= change !== 'CHANGED' || kept.length < fields.length;
  }
  const now = before === undefined ? [] : effectiveModel(before, asset, commensurable).misfits;
  const isNew = ({ metric, detail }: Misfit): boolean =>
    !now.some((one) => one.metric === metric && one.detail === detail);
  const misfits = effectiveModel(after, asset, commensurable).misfits.filter(isNew);
  const removed = metrics.filter(({ metric, change }) => change === 'REMOVED' && bindings.has(metric));
  const orphaned = removed.map(({ metric }): Misfit => {
    const detail = `metric "${metric}": is bound on the asset, and would not be in the type`;
    return { metric, problem: 'BOUND_NOT_IN_TYPE', detail };
  });
  return { assetId, path, isAffected, keeps, misfits: [...orphaned, ...misfits] };
}

function byMisfitsAndPath(a: AssetImpact, b: AssetImpact): number {
  return Number(b.misfits.length > 0) - Number(a.misfits.length > 0) || compareTexts(a.path, b.path);
}

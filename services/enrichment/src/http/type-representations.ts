import type { AssetType, EpochMicros, TypeVersion } from '@millrace/domain';
import type { Caller } from '@millrace/platform';
import { ProblemException } from '@millrace/platform/nest';
import type { RegistryView } from '../registry/registry-view.ts';
import type { ListTypesQuery } from './type-requests.ts';

type View = Pick<RegistryView, 'types' | 'registry'>;

/** @throws ProblemException 404 when there is no such type */
export function knownType({ types }: Pick<View, 'types'>, tenant: string, typeId: string): AssetType {
  const type = types.get(tenant, typeId);
  if (type !== undefined) return type;
  throw new ProblemException(404, { detail: `typeId "${typeId}": is not defined` });
}

/** A page of a tenant's types, each without its metrics. */
export function listTypes({ types: known }: Pick<View, 'types'>, tenant: string, query: ListTypesQuery) {
  const { pack, state, after, limit } = query;
  const wanted = known
    .all(tenant)
    .filter(({ typeId }) => typeId > after)
    .filter(({ definition }) => pack === undefined || definition.pack === pack)
    .filter(({ isRetired }) => state === 'all' || isRetired === (state === 'retired'));
  const page = wanted.slice(0, limit);
  const types = page.map((type) => ({ ...headOf(type), metrics: type.definition.metrics.length }));
  return { types, next: wanted.length > limit ? (page.at(-1)?.typeId ?? null) : null };
}

/** A type as it is now, with the versions there have been and how many of the assets that the caller may see are of it. */
export function typeRepresentation({ registry }: View, { tenant, access }: Caller, type: AssetType) {
  const versions = type.versions.map(({ version, definedAt, actor }) => ({
    version,
    definedAt: iso(definedAt),
    actor,
  }));
  const seen = [...registry.ofType(tenant, type.typeId)].filter(({ path }) => access.can('assets:read', path));
  return { ...headOf(type), assets: seen.length, metrics: type.definition.metrics, versions };
}

/** A type as one version defined it. */
export function versionRepresentation(typeId: string, { version, definition, definedAt, actor }: TypeVersion) {
  return { typeId, version, ...definition, definedAt: iso(definedAt), actor };
}

function headOf({ typeId, version, isRetired, definition }: AssetType) {
  const { name, description, pack } = definition;
  return { typeId, version, isRetired, name, description, pack };
}

const iso = (micros: EpochMicros): string => new Date(micros / 1_000).toISOString();

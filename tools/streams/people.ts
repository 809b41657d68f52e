import { isWithin } from '@millrace/domain';
import type { Machine, StreamsPlant } from './plant.ts';

/** Somebody of the proof, and where they may see what happens. */
export interface Person {
  readonly username: string;
  readonly tenant: string;
  /** Asset paths; none: nothing was granted. */
  readonly scopes: readonly string[];
  /** Whether what was granted ends in the middle of the run. */
  readonly ends: boolean;
}

const OTHER_TENANT = 'other';
/** Of so many people one sees the whole tenant, one nothing, one is of another tenant, and the time of one ends. */
const RARE = 50;

/** People with different scopes: a line, an area, two lines, a machine; and a few that see everything, nothing, or another tenant. */
export function people(count: number, tenant: string, plant: StreamsPlant): Person[] {
  return Array.from({ length: count }, (_, index) => ({
    username: `person-${index}`,
    tenant: index % RARE === 3 ? OTHER_TENANT : tenant,
    scopes: scopesOf(index, plant),
    ends: index % RARE === 4,
  }));
}

function scopesOf(index: number, { areas, lines, machines }: StreamsPlant): string[] {
  const pick = (places: readonly string[], at: number): string => places[at % places.length] ?? '';
  if (index % RARE === 1) return [''];
  if (index % RARE === 2) return [];
  switch (index % 4) {
    case 0:
      return [pick(lines, index)];
    case 1:
      return [pick(areas, index)];
    case 2:
      return [pick(lines, index), pick(lines, index * 7 + 3)];
    default:
      return [machines[(index * 13) % machines.length]?.path ?? ''];
  }
}

/** What a person has to hear of, of all that happens in a tenant. */
export function machinesOf({ tenant, scopes }: Person, ownTenant: string, machines: readonly Machine[]): Machine[] {
  if (tenant !== ownTenant) return [];
  return machines.filter(({ path }) => scopes.some((scope) => isWithin(path, scope)));
}

/** The grants of all of them, as `ACCESS_GRANTS_FILE` has them. @param ends ISO 8601, when those end that do */
export function grantsOf(all: readonly Person[], ends: string): object[] {
  return all.flatMap(({ username, tenant, scopes, ends: isEnding }) =>
    scopes.map((scope) => ({
      ...{ tenant, person: username, role: 'operator', scope },
      ...(isEnding ? { until: ends } : {}),
    })),
  );
}

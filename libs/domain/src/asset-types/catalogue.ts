import { compareTexts } from '../assets/hierarchy.ts';
import type { EpochMicros } from '../kernel/index.ts';
import type { AssetTypeEvent } from './asset-type.ts';
import { typeDefinition, type TypeDefinition } from './definition.ts';

/** A definition of a type, and since when it holds. */
export interface TypeVersion {
  readonly version: number;
  readonly definition: TypeDefinition;
  readonly definedAt: EpochMicros;
  readonly actor: string;
}

export interface AssetType {
  readonly typeId: string;
  /** Of the type after its last event: also retiring makes one. */
  readonly version: number;
  readonly isRetired: boolean;
  readonly definition: TypeDefinition;
  /** All definitions there have been, the first one first. */
  readonly versions: readonly TypeVersion[];
}

/** The asset types as a projection of `asset-types.events`: equal histories give equal types, in whatever order types are interleaved. */
export class AssetTypes {
  readonly #tenants = new Map<string, Map<string, AssetType>>();

  /** Takes one event in; an event the type already has (by version) changes nothing. */
  apply({ type, data }: AssetTypeEvent): void {
    if (type === 'AssetTypeCommandRefused') return;
    const { tenant, typeId, version, actor, occurredAt } = data;
    const types = this.#of(tenant);
    const known = types.get(typeId);
    if (known !== undefined && version <= known.version) return;
    if (type === 'AssetTypeRetired') {
      if (known !== undefined) types.set(typeId, { ...known, version, isRetired: true });
      return;
    }
    const definition = typeDefinition(data);
    const versions = [...(known?.versions ?? []), { version, definition, definedAt: occurredAt, actor }];
    types.set(typeId, { typeId, version, isRetired: false, definition, versions });
  }

  get(tenant: string, typeId: string): AssetType | undefined {
    return this.#tenants.get(tenant)?.get(typeId);
  }

  /** Every type of a tenant, retired ones too, by id. */
  all(tenant: string): readonly AssetType[] {
    return [...(this.#tenants.get(tenant)?.values() ?? [])].sort((a, b) => compareTexts(a.typeId, b.typeId));
  }

  #of(tenant: string): Map<string, AssetType> {
    let types = this.#tenants.get(tenant);
    if (types === undefined) this.#tenants.set(tenant, (types = new Map()));
    return types;
  }
}

import { impactOf, type TypeImpact } from '@millrace/domain';
import { outcomeOf, type ItemOutcome } from '../http/bulk-register.ts';
import type { Origin } from '../http/send-command.ts';
import type { TypeCommands } from '../http/type-commands.ts';
import type { RegistryView } from '../registry/registry-view.ts';
import { isConvertible } from '../units/unit-conversion.ts';
import type { PackedType, TypePack } from './type-packs.ts';

export interface InstallOptions {
  /** Write nothing. */
  readonly dryRun: boolean;
  /** Define anew what is there and otherwise. Without it that is kept: a plant has changed it for a reason. */
  readonly replace: boolean;
}

/** What became of a type of a pack; of a dry run, what would become of it. */
export interface TypeInstall extends Omit<ItemOutcome, 'status'> {
  readonly typeId: string;
  /** `kept`: there is another definition, or it is retired. */
  readonly status: ItemOutcome['status'] | 'kept';
  /** Of a type that is there and otherwise: what its definition in the pack changes, and for how many assets. */
  readonly change?: Pick<TypeImpact, 'differences' | 'counts'>;
}

type View = Pick<RegistryView, 'types' | 'registry'>;

/** Defines the types of a pack; the same again changes nothing. */
export async function installPack(
  commands: Pick<TypeCommands, 'define'>,
  view: View,
  origin: Origin,
  { types }: TypePack,
  options: InstallOptions,
): Promise<readonly TypeInstall[]> {
  return await Promise.all(types.map((type) => installType(commands, view, origin, type, options)));
}

async function installType(
  commands: Pick<TypeCommands, 'define'>,
  view: View,
  origin: Origin,
  { typeId, definition }: PackedType,
  { dryRun, replace }: InstallOptions,
): Promise<TypeInstall> {
  const known = view.types.get(origin.tenant, typeId);
  const change = known === undefined ? {} : changeOf(view, origin.tenant, { typeId, definition });
  if (known !== undefined && !known.isRetired && change.change === undefined) return { typeId, status: 'unchanged' };
  if (known !== undefined && !replace) return { typeId, status: 'kept', ...change };
  if (dryRun) return { typeId, status: 'done', ...change };
  const expectedVersion = known?.version ?? 0;
  const outcome = await outcomeOf(() => commands.define(origin, typeId, { ...definition, expectedVersion }));
  return { typeId, ...outcome, ...change };
}

function changeOf({ types, registry }: View, tenant: string, { typeId, definition }: PackedType) {
  const members = registry.ofType(tenant, typeId);
  const asked = { commensurable: isConvertible, limit: 0 };
  const { differences, counts } = impactOf(types.get(tenant, typeId)?.definition, definition, members, asked);
  const isSame = differences.type.length === 0 && differences.metrics.length === 0;
  return isSame ? {} : { change: { differences, counts } };
}

import type { AssetState } from './asset.ts';
import type { AssetCommand } from './commands.ts';

/** The part of an asset that a command is about, so that a record of who did what need not hold all of it. Null for what is not there. */
export function partOf(state: AssetState, command: AssetCommand): unknown {
  const { registration } = state;
  switch (command.type) {
    case 'RegisterAsset':
      return registration && { ...registration, ...(state.typeId === null ? {} : { typeId: state.typeId }) };
    case 'MoveAsset':
      return registration && { parentId: registration.parentId, path: registration.path };
    case 'RenameAsset':
      return registration && { name: registration.name };
    case 'RetireAsset':
    case 'ReinstateAsset':
      return registration && { isRetired: state.isRetired };
    case 'BindMetric':
    case 'UnbindMetric':
      return state.bindings.get(command.data.metric) ?? null;
    case 'AssignAssetType':
      return registration && { typeId: state.typeId };
    case 'OverrideMetric':
    case 'ClearMetricOverride':
      return state.overrides.get(command.data.metric) ?? null;
    default:
      return command satisfies never;
  }
}

import type { AssetTypeState } from '@millrace/domain';
import { jsonStore } from '@millrace/streaming';

/** The asset types' aggregates, `<tenant>/<typeId>` → state. */
export const typeStore = jsonStore<AssetTypeState>('asset-types');

import { topic, type Decoded } from '@millrace/contracts';
import {
  evolveAsset,
  evolveAssetType,
  evolveCorrections,
  NO_CORRECTIONS,
  UNDEFINED_TYPE,
  UNREGISTERED_ASSET,
  type AssetCorrections,
  type AssetState,
  type AssetTypeState,
} from '@millrace/domain';
import type { KeyValueStore, StoreProjection } from '@millrace/streaming';
import { typeEventOf } from '../asset-types/type-events.ts';
import { typeStore } from '../asset-types/type-store.ts';
import { assetEventOf } from '../assets/asset-events.ts';
import { assetStore } from '../assets/asset-store.ts';
import { correctionEventOf } from '../corrections/correction-events.ts';
import { correctionStore } from '../corrections/correction-store.ts';
import { SERVICE } from '../source.ts';
import { unknownDevices } from '../telemetry/unknown-devices.ts';

/** An outcome changes the asset just as it did when it was decided. */
function foldAsset(store: KeyValueStore<AssetState>, decoded: Decoded): void {
  const event = assetEventOf(decoded);
  if (event === undefined) return;
  const key = `${event.data.tenant}/${event.data.assetId}`;
  const state = store.get(key) ?? UNREGISTERED_ASSET;
  const next = evolveAsset(state, event);
  if (next !== state) store.set(key, next);
}

function foldType(store: KeyValueStore<AssetTypeState>, decoded: Decoded): void {
  const event = typeEventOf(decoded);
  if (event === undefined) return;
  const key = `${event.data.tenant}/${event.data.typeId}`;
  const state = store.get(key) ?? UNDEFINED_TYPE;
  const next = evolveAssetType(state, event);
  if (next !== state) store.set(key, next);
}

/** An outcome changes the corrections of the asset just as it did when it was decided. */
export function foldCorrection(store: KeyValueStore<AssetCorrections>, decoded: Decoded): void {
  const event = correctionEventOf(decoded);
  if (event === undefined) return;
  const key = `${event.data.tenant}/${event.data.assetId}`;
  const state = store.get(key) ?? NO_CORRECTIONS;
  const next = evolveCorrections(state, event);
  if (next !== state) store.set(key, next);
}

/** A device is announced once; the announcement says when it was first seen. */
function foldUnknownDevice(store: KeyValueStore<number>, { type, value }: Decoded): void {
  if (type === 'UnknownDeviceSeen') store.set(`${value.tenant}/${value.deviceId}`, value.firstSeenAt);
}

const assets: StoreProjection<AssetState> = {
  ...{ stream: 'enrichment.assets', service: SERVICE, store: assetStore, topic: topic.assetsEvents },
  fold: foldAsset,
};
const types: StoreProjection<AssetTypeState> = {
  ...{ stream: 'enrichment.assets', service: SERVICE, store: typeStore, topic: topic.assetTypesEvents },
  fold: foldType,
};
const devices: StoreProjection<number> = {
  ...{ stream: 'enrichment.telemetry', service: SERVICE, store: unknownDevices, topic: topic.devicesEvents },
  fold: foldUnknownDevice,
};

const corrections: StoreProjection<AssetCorrections> = {
  ...{ stream: 'enrichment.corrections', service: SERVICE, store: correctionStore, topic: topic.correctionsEvents },
  fold: foldCorrection,
};

/** The registry's state: every asset and type, the devices that nobody has bound, and the corrections of each asset. */
export const REGISTRY_STORES = [assets, types, devices, corrections];

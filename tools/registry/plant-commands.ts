import { BindMetric, RegisterAsset, topic, type Codecs } from '@millrace/contracts';
import type { EquipmentLevel } from '@millrace/domain';
import { nowMicros, uuidV7 } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import { TENANT } from '../bench/input/plant.ts';

/** How many children an asset of each level has; modules fill the rest. */
const CHILDREN = { sites: 10, areas: 10, lines: 10, units: 10 };
const UNITS = CHILDREN.sites * CHILDREN.areas * CHILDREN.lines * CHILDREN.units;
/** Of so many modules one is measured. */
const BOUND_EVERY = 10;

/** Devices that modules of the plant are bound to, some of them. */
export const boundDevices = (assets: number): string[] => {
  const modules = assets - 12_000;
  return Array.from(
    { length: Math.floor(modules / BOUND_EVERY) },
    (_, number) => `device-m-${(number + 1) * BOUND_EVERY - 1}`,
  );
};

interface PlantAsset {
  readonly assetId: string;
  readonly level: EquipmentLevel;
  readonly parentId: string | null;
  readonly path: string;
}

/** A plant of so many assets, parents first: 10 sites of 10 areas of 10 lines of 10 machines, and modules in the machines. */
export function* plantOf(assets: number): Generator<PlantAsset> {
  let made = 0;
  for (const asset of plant()) {
    if (made === assets) return;
    made += 1;
    yield asset;
  }
}

function* plant(): Generator<PlantAsset> {
  const top = { assetId: 'works', level: 'ENTERPRISE', parentId: null, path: 'works' } as const;
  yield top;
  const units: PlantAsset[] = [];
  for (const site of below(top, 'SITE', 's', CHILDREN.sites)) {
    yield site;
    for (const area of below(site, 'AREA', 'a', CHILDREN.areas)) {
      yield area;
      for (const line of below(area, 'WORK_CENTER', 'l', CHILDREN.lines)) {
        yield line;
        for (const unit of below(line, 'WORK_UNIT', 'u', CHILDREN.units)) {
          yield unit;
          units.push(unit);
        }
      }
    }
  }
  for (let number = 0; ; number += 1) {
    // In bounds by the remainder.
    const unit = units[number % UNITS]!;
    const assetId = `m-${number}`;
    yield { assetId, level: 'EQUIPMENT_MODULE', parentId: unit.assetId, path: `${unit.path}/${assetId}` };
  }
}

function* below(parent: PlantAsset, level: EquipmentLevel, letter: string, count: number): Generator<PlantAsset> {
  for (let number = 0; number < count; number += 1) {
    const assetId = parent.parentId === null ? `${letter}${number}` : `${parent.assetId}.${letter}${number}`;
    yield { assetId, level, parentId: parent.assetId, path: `${parent.path}/${assetId}` };
  }
}

/** The plant as commands: every asset is registered, every tenth module is bound to a device of its own. */
export function* plantCommands(codecs: Codecs, assets: number): Generator<OutRecord> {
  let modules = 0;
  for (const asset of plantOf(assets)) {
    const { assetId, level } = asset;
    const requested = () => ({
      ...{
        commandId: uuidV7(),
        tenant: TENANT,
        assetId,
        expectedVersion: null,
        actor: 'proof',
        requestedAt: nowMicros(),
      },
    });
    const record = (value: Buffer): OutRecord => ({ topic: topic.assetsCommands, key: `${TENANT}/${assetId}`, value });
    yield record(codecs.encode(RegisterAsset, { ...requested(), ...asset, name: `Asset ${assetId}`, typeId: null }));
    if (level !== 'EQUIPMENT_MODULE') continue;
    modules += 1;
    if (modules % BOUND_EVERY !== 0) continue;
    const source = { deviceId: `device-${assetId}`, deviceMetric: 'T1', sourceUnit: '[degF]', unit: 'Cel' };
    const conversion = { factor: 5 / 9, offset: -160 / 9, rangeLow: null, rangeHigh: 150 };
    yield record(codecs.encode(BindMetric, { ...requested(), metric: 'temperature', ...source, ...conversion }));
  }
}

/** The plant of the proof: areas of lines of machines, each machine with one value from a device of its own. */
export interface Machine {
  readonly assetId: string;
  readonly deviceId: string;
  readonly path: string;
}
export interface StreamsPlant {
  readonly areas: readonly string[];
  readonly lines: readonly string[];
  readonly machines: readonly Machine[];
  /** As a list of tags that `POST /v1/assets/import` takes. */
  readonly tags: readonly object[];
}

const ROOT = 'works/north';
export const METRIC = 'load';

/** @param sizes areas, lines in each area, machines in each line */
export function streamsPlant([areas, lines, machines]: readonly [number, number, number]): StreamsPlant {
  const tags: object[] = [
    { assetId: 'works', name: 'Works', level: 'ENTERPRISE', path: 'works' },
    { assetId: 'north', name: 'North', level: 'SITE', parentId: 'works', path: ROOT },
  ];
  const plant = { areas: [] as string[], lines: [] as string[], machines: [] as Machine[], tags };
  for (let area = 0; area < areas; area += 1) {
    const areaId = `area-${area}`;
    plant.areas.push(`${ROOT}/${areaId}`);
    tags.push({ assetId: areaId, name: areaId, level: 'AREA', parentId: 'north' });
    for (let line = 0; line < lines; line += 1) {
      const lineId = `line-${area}-${line}`;
      plant.lines.push(`${ROOT}/${areaId}/${lineId}`);
      tags.push({ assetId: lineId, name: lineId, level: 'WORK_CENTER', parentId: areaId });
      for (let machine = 0; machine < machines; machine += 1) {
        const assetId = `machine-${area}-${line}-${machine}`;
        const deviceId = `m-${area}-${line}-${machine}`;
        plant.machines.push({ assetId, deviceId, path: `${ROOT}/${areaId}/${lineId}/${assetId}` });
        const asset = { assetId, name: assetId, level: 'WORK_UNIT', parentId: lineId };
        tags.push({ ...asset, metric: METRIC, deviceId, deviceMetric: METRIC, sourceUnit: '%', unit: '%' });
      }
    }
  }
  return plant;
}

/** Levels of the role-based equipment hierarchy, top down: ISA-95 / IEC 62264-1, and ISA-88's equipment module below them. */
export const EQUIPMENT_LEVELS = ['ENTERPRISE', 'SITE', 'AREA', 'WORK_CENTER', 'WORK_UNIT', 'EQUIPMENT_MODULE'] as const;
export type EquipmentLevel = (typeof EQUIPMENT_LEVELS)[number];

/** One segment of a path, and an asset's id: safe in a Kafka key, a URL, a file name and a ClickHouse prefix search. */
export const ASSET_SEGMENT_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
export const ASSET_SEGMENT_RULE = '1 to 64 letters, digits, "_", "." or "-", starting with a letter or digit';

/** How many segments the path of an asset of this level has: an enterprise 1, an equipment module 6. */
export function depthOf(level: EquipmentLevel): number {
  return EQUIPMENT_LEVELS.indexOf(level) + 1;
}

/** The rule that `path` breaks for an asset of this level, or `undefined` when it is well formed. */
export function brokenPathRule(path: string, level: EquipmentLevel): string | undefined {
  const segments = path.split('/');
  const bad = segments.find((segment) => !ASSET_SEGMENT_PATTERN.test(segment));
  if (bad !== undefined) return `segment "${bad}" must be ${ASSET_SEGMENT_RULE}`;
  const depth = depthOf(level);
  if (segments.length === depth) return undefined;
  const shape = EQUIPMENT_LEVELS.slice(0, depth).map(label).join('/');
  return `a path of level ${level} must have ${depth} segments (${shape}), it has ${segments.length}`;
}

/** True when `child` lies exactly one level below `parent`. */
export function isDirectlyBelow(child: string, parent: string): boolean {
  return child.startsWith(`${parent}/`) && child.indexOf('/', parent.length + 1) === -1;
}

function label(level: EquipmentLevel): string {
  return level.toLowerCase().replace('_', '-');
}

/** Levels of the role-based equipment hierarchy, top down: ISA-95 / IEC 62264-1, and ISA-88's equipment module below them. */
export const EQUIPMENT_LEVELS = ['ENTERPRISE', 'SITE', 'AREA', 'WORK_CENTER', 'WORK_UNIT', 'EQUIPMENT_MODULE'] as const;
export type EquipmentLevel = (typeof EQUIPMENT_LEVELS)[number];

/** One segment of a path, and an asset's id: safe in a Kafka key, a URL, a file name and a ClickHouse prefix search. */
export const ASSET_SEGMENT_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
export const ASSET_SEGMENT_RULE = '1 to 64 letters, digits, "_", "." or "-", starting with a letter or digit';
/** Characters of a whole path. */
export const ASSET_PATH_LENGTH = 512;

/** How many segments the path of an asset of this level has at least: an enterprise 1, an equipment module 6. */
export function depthOf(level: EquipmentLevel): number {
  return EQUIPMENT_LEVELS.indexOf(level) + 1;
}

/** The rule that `path` breaks for an asset of this level, or `undefined` when it is well formed. */
export function brokenPathRule(path: string, level: EquipmentLevel): string | undefined {
  const segments = path.split('/');
  const bad = segments.find((segment) => !ASSET_SEGMENT_PATTERN.test(segment));
  if (bad !== undefined) return `segment "${bad}" must be ${ASSET_SEGMENT_RULE}`;
  if (path.length > ASSET_PATH_LENGTH)
    return `must have at most ${ASSET_PATH_LENGTH} characters, it has ${path.length}`;
  const depth = depthOf(level);
  // Modules have modules: ISA-88 nests them as deep as a machine is built.
  const fits = level === 'EQUIPMENT_MODULE' ? segments.length >= depth : segments.length === depth;
  if (fits) return undefined;
  const shape = EQUIPMENT_LEVELS.slice(0, depth).map(label).join('/');
  const count = level === 'EQUIPMENT_MODULE' ? `${depth} segments or more` : `${depth} segments`;
  return `a path of level ${level} must have ${count} (${shape}), it has ${segments.length}`;
}

/** The rule that is broken by an asset of one level directly below one of another, or `undefined` when it may be there. */
export function brokenLevelRule(level: EquipmentLevel, parent: EquipmentLevel): string | undefined {
  const above = EQUIPMENT_LEVELS[depthOf(level) - 2];
  if (parent === above || (level === 'EQUIPMENT_MODULE' && parent === level)) return undefined;
  if (above === undefined) return `nothing is above an asset of level ${level}`;
  const wanted = level === 'EQUIPMENT_MODULE' ? `${above} or ${level}` : above;
  return `must be of level ${wanted}, it is of level ${parent}`;
}

/** True when `child` lies exactly one level below `parent`. */
export function isDirectlyBelow(child: string, parent: string): boolean {
  return child.startsWith(`${parent}/`) && child.indexOf('/', parent.length + 1) === -1;
}

/** What a path ends with: how the asset is called among its siblings. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function label(level: EquipmentLevel): string {
  return level.toLowerCase().replace('_', '-');
}

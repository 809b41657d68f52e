export * from './asset.ts';
export * from './decide.ts';
export * from './describe.ts';
export * from './device-bindings.ts';
export type { TreePosition } from './hierarchy.ts';
export * from './list.ts';
export * from './path.ts';
export * from './registry.ts';
export { ASSET_METRIC_PATTERN, ASSET_METRIC_RULE } from './rules.ts';

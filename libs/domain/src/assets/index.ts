export * from './asset.ts';
export * from './decide.ts';
export * from './device-bindings.ts';
export * from './path.ts';
export * from './registry.ts';
export { ASSET_METRIC_PATTERN, ASSET_METRIC_RULE } from './rules.ts';

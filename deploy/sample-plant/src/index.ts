export * from './plant.ts';
export * from './play.ts';
export * from './register.ts';
export * from './sparkplug-node.ts';

export * from './types.ts';
export * from './step.ts';
export * from './run-steps.ts';
export * from './surface.ts';

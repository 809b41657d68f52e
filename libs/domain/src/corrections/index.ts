export * from './correction.ts';
export * from './decide.ts';
export * from './evolve.ts';
export * from './list.ts';
export * from './register.ts';
export { CORRECTION_MAX_DAYS, CORRECTION_MAX_REPLACEMENTS } from './rules.ts';

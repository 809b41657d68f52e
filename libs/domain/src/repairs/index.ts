export * from './letter.ts';
export * from './decide.ts';
export * from './evolve.ts';

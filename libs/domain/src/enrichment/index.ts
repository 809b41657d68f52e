export * from './convert.ts';
export * from './enrich.ts';
export * from './shift.ts';

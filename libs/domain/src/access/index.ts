export * from './grant.ts';
export * from './permissions.ts';
export * from './place.ts';
export * from './roles.ts';

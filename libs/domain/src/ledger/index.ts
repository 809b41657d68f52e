export * from './account.ts';
export * from './counter.ts';
export * from './gaps.ts';
export * from './interval.ts';
export * from './outcomes.ts';
export * from './ranges.ts';
export * from './slot.ts';

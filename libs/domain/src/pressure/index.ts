export * from './admission.ts';
export * from './doors.ts';
export * from './retry-after.ts';

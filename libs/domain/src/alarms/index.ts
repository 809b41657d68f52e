export * from './alarm.ts';
export * from './decide.ts';
export { ANSWERED_KEPT, evolveAlarm } from './evolve.ts';

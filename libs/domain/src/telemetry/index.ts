export * from './reading.ts';
export * from './instant.ts';
export * from './names.ts';
export {
  EARLIEST,
  brokenTimeRule,
  brokenValueRule,
  isViolation,
  validateReading,
  type ReadingContext,
  type UnjudgedReading,
} from './validate-reading.ts';
export * from './parse-message.ts';
export * from './select-readings.ts';
export * from './scan/index.ts';
export * from './scope.ts';
export * from './token-bucket.ts';
export * from './sparkplug/index.ts';

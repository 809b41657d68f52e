export * from './condition.ts';
export { evaluateAnomaly } from './evaluate-anomaly.ts';
export { evaluatedFurther, evaluateReading, type TimedReading, type Unfit } from './evaluate-reading.ts';
export * from './rule.ts';
export * from './violations.ts';

/** SQL of a number as SCALE makes it, null when that is no finite number: as the view `corrected_day_readings` has it. */
export const SCALED = (value: string, factor: string, offset: string): string =>
  `if(isFinite(assumeNotNull(${value}) * ${factor} + ${offset}), ${value} * ${factor} + ${offset}, NULL)`;

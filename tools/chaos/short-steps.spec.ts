import { expect, it } from 'vitest';
import { allFaults } from './faults/all-faults.ts';
import { SHORT_STEPS } from './short-steps.ts';

it('1. the short mode names faults that there are, and kills every service once', () => {
  const names = SHORT_STEPS.flatMap(({ faults }) => faults.map(({ name }) => name));
  const known = allFaults(1).map(({ name }) => name);
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
  for (const service of ['ingestion', 'enrichment', 'anomaly-detection', 'alerting', 'reporting']) {
    expect(names.filter((name) => name === `kill-${service}`)).toHaveLength(1);
  }
});

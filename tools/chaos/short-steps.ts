import type { Step } from './plan.ts';

/** The short mode: the most telling faults, some of them at the same time, in a fixed order and for a short time. */
export const SHORT_STEPS: readonly Step[] = [
  together(['kill-leader', 0]),
  together(['kill-enrichment', 0], ['kill-alerting', 0], ['odd-readings', 2]),
  together(['stop-controller', 12]),
  together(['kill-ingestion', 0], ['kill-anomaly-detection', 0], ['kill-reporting', 0]),
  together(['clickhouse-away', 2], ['poison-records', 0], ['mqtt-restart', 0], ['cut-network', 8]),
];

function together(...faults: readonly (readonly [name: string, seconds: number])[]): Step {
  return { calmSeconds: 1, faults: faults.map(([name, seconds]) => ({ name, seconds, pick: 0.5, afterSeconds: 0 })) };
}

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process's one metrics registry, shown at /metrics. */
export const metricsRegistry = new Registry();

collectDefaultMetrics({ register: metricsRegistry });

/** The counter of this name, made at first use. */
export function counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
  const known = metricsRegistry.getSingleMetric(name);
  if (known instanceof Counter) return known;
  return new Counter({ name, help, labelNames: [...labelNames], registers: [metricsRegistry] });
}

/** The gauge of this name, made at first use. `collect` is called at every scrape. */
export function gauge<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[] = [],
  collect?: (gauge: Gauge<L>) => void,
): Gauge<L> {
  const known = metricsRegistry.getSingleMetric(name);
  if (known instanceof Gauge) return known;
  return new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [metricsRegistry],
    ...(collect === undefined
      ? {}
      : {
          collect(this: Gauge<L>): void {
            collect(this);
          },
        }),
  });
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The histogram of this name, made at first use; buckets are for seconds unless given. */
export function histogram<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[] = [],
  buckets: readonly number[] = SECONDS,
): Histogram<L> {
  const known = metricsRegistry.getSingleMetric(name);
  if (known instanceof Histogram) return known;
  return new Histogram({
    name,
    help,
    labelNames: [...labelNames],
    buckets: [...buckets],
    registers: [metricsRegistry],
  });
}

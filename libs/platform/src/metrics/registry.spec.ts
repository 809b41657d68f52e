import { describe, expect, it } from 'vitest';
import { counter, gauge, histogram, metricsRegistry } from './registry.ts';

describe('metrics', () => {
  it('1. the same name is the same metric', async () => {
    counter('test_things_total', 'things', ['kind']).inc({ kind: 'a' });
    counter('test_things_total', 'things', ['kind']).inc({ kind: 'a' }, 2);
    expect(await metricsRegistry.getSingleMetricAsString('test_things_total')).toContain(
      'test_things_total{kind="a"} 3',
    );
  });

  it('2. a gauge can be asked at scrape time', async () => {
    gauge('test_depth', 'depth', [], (g) => g.set(7));
    expect(await metricsRegistry.getSingleMetricAsString('test_depth')).toContain('test_depth 7');
  });

  it('3. histograms count, and the process metrics are there', async () => {
    histogram('test_seconds', 'latency').observe(0.003);
    const text = await metricsRegistry.metrics();
    expect(text).toContain('test_seconds_count 1');
    expect(text).toContain('process_cpu_user_seconds_total');
  });
});

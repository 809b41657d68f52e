import { acting, type Fault } from './fault.ts';

/** ClickHouse dies and stays away. What cannot be stored waits in Kafka. */
export const clickhouseAway = (seconds: readonly [number, number]): Fault => ({
  name: 'clickhouse-away',
  takes: ['clickhouse'],
  seconds,
  async play({ product }, planned) {
    await product.stack.kill('clickhouse');
    await acting(planned.seconds);
    await product.stack.restart('clickhouse');
  },
});

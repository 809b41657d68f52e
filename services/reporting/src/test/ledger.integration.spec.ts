import { randomUUID } from 'node:crypto';
import {
  AlarmRaised,
  LedgerIntervalClosed,
  TelemetryEnriched,
  topic,
  type Decoded,
  type LedgerLine,
  type RaiseAlarm,
} from '@millrace/contracts';
import { slotOf, slotStart } from '@millrace/domain';
import { createLogger, nowMicros } from '@millrace/platform';
import { TopicTail } from '@millrace/streaming';
import { stackForTests, waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from './database.fixture.ts';
import { alarmRaised, enriched, reading } from './events.fixture.ts';
import { TestProducer } from './producer.fixture.ts';
import { freshTenant, type RunningReporting, startReporting } from './reporting.fixture.ts';

const PARTITION = 2;
const LOST = randomUUID();
const SOON = { timeoutMs: 60_000 };

describe('the delivery ledger on real parts', () => {
  const tenant = freshTenant();
  const slot = slotOf(nowMicros()) - 1;
  const receivedAt = slotStart(slot) + 5;
  const stretch = `from=${receivedAt / 1_000 - 20_000}&to=${receivedAt / 1_000 + 20_000}`.replace(/\.\d+/g, '');
  let database: TestDatabase;
  let producer: TestProducer;
  let service: RunningReporting;
  let tail: TopicTail;
  const commands: Decoded[] = [];
  let offset = 0;

  const line = (source: string, parts: Partial<LedgerLine>): LedgerLine => ({
    ...{ source, slotStart: slotStart(slot), messages: 1, readings: 0, rows: 0, rejections: 0, refusedReadings: 0 },
    ...{ duplicates: 0, deadLetters: 0, lastOffset: offset, numbers: null },
    ...parts,
  });
  /** An entry as enrichment or ingestion write them. */
  function counted(lines: LedgerLine[], parts: Partial<LedgerIntervalClosed> = {}): Promise<unknown> {
    const entry: LedgerIntervalClosed = {
      ...{
        entryId: randomUUID(),
        tenant,
        hop: 'ENRICHMENT',
        partition: PARTITION,
        fromOffset: 0,
        throughOffset: offset,
      },
      ...{ absentOffsets: 0, closedAt: nowMicros(), lines },
      ...parts,
    };
    return producer.send(LedgerIntervalClosed, String(PARTITION), entry);
  }
  const item = async (source: string): Promise<Record<string, unknown> | undefined> => {
    const { body } = await service.get(tenant, `/v1/ledger?source=${source}&${stretch}`);
    return (body['items'] as Record<string, unknown>[])[0];
  };
  const raised = (assetId: string, metric: string): RaiseAlarm | undefined =>
    commands.flatMap((one) => (one.type === 'RaiseAlarm' ? [one.value] : [])).find((one) => one.assetId === assetId && one.metric === metric); // prettier-ignore
  const returned = (alarmId: string): boolean =>
    commands.some((one) => one.type === 'ReturnAlarmToNormal' && one.value.alarmId === alarmId);
  /** What alerting would say to a command. */
  const decided = ({ alarmId, assetId, metric, cause, ruleId, occurredAt }: RaiseAlarm) =>
    producer.send(AlarmRaised, alarmId, alarmRaised({ tenant, alarmId, assetId, metric, cause, ruleId, occurredAt }));
  const metric = async (hop: string): Promise<number> => {
    const text = await (await fetch(`${service.url}/metrics`)).text();
    return Number(new RegExp(`millrace_ledger_missing\\{hop="${hop}"\\} (\\d+)`).exec(text)?.[1]);
  };

  beforeAll(async () => {
    [database, producer] = await Promise.all([testDatabase(), TestProducer.open()]);
    tail = new TopicTail({
      connection: { brokers: stackForTests().kafkaBrokers, clientId: 'test' },
      topics: [topic.alarmsCommands],
      codecs: producer.codecs,
      logger: createLogger({ service: 'test', level: 'error' }),
      apply: (decoded) => {
        if ('tenant' in decoded.value && decoded.value.tenant === tenant) commands.push(decoded);
      },
      onFatal: (error) => {
        throw error;
      },
    });
    await tail.start();
    const env = { LEDGER_CHECK_SECONDS: '1' };
    service = await startReporting({ tenants: [tenant], database: database.name, env });
  });
  afterAll(async () => {
    await tail.stop();
    await service.stop();
    await producer.close();
    await database.drop();
  });

  it('1. says "received = stored" by source, and raises nothing', async () => {
    const readings = [reading(1), reading(2, { index: 1, metric: 'pressure' })];
    const of = { tenant, deviceId: 'gw-1', receivedAt, readings };
    await producer.send(TelemetryEnriched, 'press-7', enriched({ ...of, eventId: LOST }));
    await producer.send(TelemetryEnriched, 'press-7', enriched(of));
    await counted([line('gw-1', { messages: 2, readings: 4, rows: 4 })]);
    const found = await waitFor(() => item('gw-1').then((one) => (one?.['stored'] === 4 && one['enriched'] === 4 ? one : undefined)), SOON); // prettier-ignore
    expect(found).toMatchObject({ received: 2, receivedReadings: 4, enriched: 4, stored: 4, missing: { readings: 0 } });
    expect(commands).toEqual([]);
    expect(await service.get(freshTenant(), `/v1/ledger?${stretch}`)).toMatchObject({ status: 401 });
  });

  it('2. rows that somebody deletes are a gap in the query, in the metric and an alarm within a minute, until they are back', async () => {
    await database.client.command({ query: `CREATE TABLE saved ENGINE = Memory AS SELECT * FROM readings WHERE event_id = '${LOST}'` }); // prettier-ignore
    const since = performance.now();
    await database.client.command({ query: `DELETE FROM readings WHERE event_id = '${LOST}'` });
    const alarm = await waitFor(() => raised('gw-1', 'missing/readings'), SOON);
    expect(performance.now() - since).toBeLessThan(60_000);
    expect(alarm).toMatchObject({ tenant, priority: 'HIGH', ruleId: 'delivery-ledger', cause: { value: 2, limit: 0 } });
    expect(alarm.cause.text).toContain('2 of 4 readings that were enriched are not in the table readings: "gw-1"');
    expect(await item('gw-1')).toMatchObject({ enriched: 4, stored: 2, missing: { readings: 2 } });
    await waitFor(async () => (await metric('readings')) === 2, SOON);
    const { body } = await service.get(tenant, `/v1/ledger?hop=readings&${stretch}`);
    expect((body['items'] as { source: string }[]).map(({ source }) => source)).toEqual(['gw-1']);
    await decided(alarm);
    await database.client.command({ query: 'INSERT INTO readings SELECT * FROM saved' });
    await waitFor(() => returned(alarm.alarmId), { ...SOON, describe: 'the return to normal' });
    expect(await item('gw-1')).toMatchObject({ stored: 4, missing: { readings: 0 } });
  });

  it('3. numbers that a client never sent are a gap until they come', async () => {
    const numbers = { kind: 'CLIENT_SEQUENCE', last: 12, repeats: 0, resets: 0, pending: null } as const;
    const gap = { ...numbers, missing: 2, ranges: [7, 8], missingSince: nowMicros() - 20_000_000 };
    await counted([line('gw-2', { numbers: gap })]);
    const alarm = await waitFor(() => raised('gw-2', 'missing/sequence'), SOON);
    expect(alarm.cause.text).toMatch(/2 messages of "gw-2" never came: sequence 7 to 8, missing since/);
    const { body } = await service.get(tenant, '/v1/ledger/numbers');
    expect(body['items']).toMatchObject([{ source: 'gw-2', last: 12, missing: 2, ranges: [7, 8] }]);
    await decided(alarm);
    await counted([line('gw-2', { numbers: { ...numbers, missing: 0, ranges: [], missingSince: null } })]);
    await waitFor(() => returned(alarm.alarmId), SOON);
  });

  it('4. what is on its way is no gap; what enrichment has got past and never saw is one', async () => {
    const acknowledged = (source: string, lastOffset: number) =>
      counted([line(source, { messages: 3, lastOffset })], { hop: 'FRONT_DOOR', throughOffset: lastOffset });
    await acknowledged('on-its-way', 1_000);
    await acknowledged('lost', 100);
    offset = 100;
    await counted([line('lost', { messages: 1 })]);
    const alarm = await waitFor(() => raised('lost', 'missing/received'), SOON);
    expect(alarm.cause.text).toContain('2 of 3 messages that the front door acknowledged never came out');
    expect(raised('on-its-way', 'missing/received')).toBeUndefined();
    expect(await item('lost')).toMatchObject({ acknowledged: 3, received: 1, missing: { received: 2 } });
  });

  it('5. an entry that came twice counts once, and a page follows a page', async () => {
    const entryId = randomUUID();
    for (let i = 0; i < 2; i += 1) await counted([line('twice', { readings: 5 })], { entryId });
    await counted([line('zz-last', { readings: 1 })]);
    await waitFor(() => item('zz-last'), SOON);
    expect(await item('twice')).toMatchObject({ received: 1, receivedReadings: 5 });
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await service.get(tenant, `/v1/ledger?limit=2&${stretch}${cursor && `&cursor=${cursor}`}`);
      seen.push(...(body['items'] as { source: string }[]).map(({ source }) => source));
      cursor = (body['nextCursor'] as string | null) ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(['gw-1', 'gw-2', 'lost', 'twice', 'zz-last']);
    expect(await service.get(tenant, '/v1/ledger?from=1&to=1')).toMatchObject({ status: 400 });
  });
});

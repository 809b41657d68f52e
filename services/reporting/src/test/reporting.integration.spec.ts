import { randomUUID } from 'node:crypto';
import {
  AlarmAcknowledged,
  AlarmRaised,
  AlarmReturnedToNormal,
  AnomalyClosed,
  AnomalyOpened,
  AnomalyUpdated,
  TelemetryEnriched,
  TelemetryRejected,
  topic,
} from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from './database.fixture.ts';
import * as events from './events.fixture.ts';
import { enriched, iso, reading, SECOND, T0 } from './events.fixture.ts';
import { TestProducer } from './producer.fixture.ts';
import { freshTenant, type RunningReporting, startReporting } from './reporting.fixture.ts';

const MINUTE = 60 * SECOND;
const NASTY = `x' OR 1=1; DROP TABLE readings; -- \\' {tenant:String} /*`;

describe('reporting on real parts', () => {
  const tenant = freshTenant();
  const stranger = freshTenant();
  let database: TestDatabase;
  let producer: TestProducer;
  let service: RunningReporting;

  const get = (path: string, of = tenant) => service.get(of, path);
  const items = async (path: string, of = tenant) => (await get(path, of)).body['items'] as Record<string, unknown>[];
  const stored = (table: string, count: number) =>
    waitFor(async () => (await database.count(`${table} WHERE tenant = '${tenant}'`)) >= count, {
      describe: `${count} rows in ${table}`,
      timeoutMs: 50_000,
    });

  beforeAll(async () => {
    [database, producer] = await Promise.all([testDatabase(), TestProducer.open()]);
    service = await startReporting({ tenants: [tenant, stranger], database: database.name });
  });
  afterAll(async () => {
    await service.stop();
    await producer.close();
    await database.drop();
  });

  it('1. readings become live values, of their tenant only, below a path', async () => {
    const paths = ['acme/line-1/a', 'acme/line-1/b', 'acme/line-10/c'];
    const send = (path: string, of: string, value: number) => {
      const readings = [reading(value, { occurredAt: T0 + value }), reading(1, { occurredAt: T0, index: 1 })];
      return producer.send(
        TelemetryEnriched,
        path,
        enriched({ tenant: of, assetId: path.at(-1) ?? '', assetPath: path, readings }),
      );
    };
    await Promise.all([...paths.map((path, i) => send(path, tenant, i + 10)), send('acme/line-1/a', stranger, 99)]);
    // The table shows a block a moment before its views do.
    await waitFor(async () => (await items('/v1/live')).length === 3, { describe: 'three series' });
    const all = await items('/v1/live');
    expect(all.map(({ assetPath, value, unit }) => [assetPath, value, unit])).toEqual(
      paths.map((path, i) => [path, i + 10, 'Cel']),
    );
    expect(all[0]).toMatchObject({
      metric: 'temperature',
      quality: 'GOOD',
      occurredAt: '2026-05-01T06:00:00.000010Z',
      deviceId: 'gw-1',
    });
    expect((await items('/v1/live?prefix=acme/line-1')).map(({ assetId }) => assetId)).toEqual(['a', 'b']);
    // Another partition, which may be in another block.
    await waitFor(async () => (await items('/v1/live', stranger)).length > 0, {
      describe: 'the other tenant’s series',
    });
    expect((await items('/v1/live', stranger)).map(({ value }) => value)).toEqual([99]);
  });

  it('2. lists come in pages, and every item is on one of them', async () => {
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/v1/live?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...(body['items'] as { assetId: string }[]).map(({ assetId }) => assetId));
      cursor = (body['nextCursor'] as string | null) ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(await get('/v1/live?cursor=bm9uc2Vuc2U')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'cursor' }] },
    });
  });

  it('3. every kind of value survives, and leads back to where it came from', async () => {
    const eventId = randomUUID();
    const values = [0.1, 'läuft', true, null];
    const readings = values.map((value, index) => reading(value, { index, metric: `kind-${index}` }));
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const event = enriched({ tenant, eventId, assetId: 'kinds', assetPath: 'acme/kinds', readings });
    const at = await producer.send(TelemetryEnriched, 'kinds', event, {
      traceparent: `00-${trace}-00f067aa0ba902b7-01`,
    });
    const found = await waitFor(async () => {
      const answer = await get(`/v1/readings/${eventId}`);
      return answer.status === 200 ? (answer.body['readings'] as Record<string, unknown>[]) : undefined;
    });
    expect(found.map(({ value }) => value)).toEqual(values);
    expect(found[0]).toMatchObject({
      ...{ assetId: 'kinds', metric: 'kind-0', index: 0, traceId: trace, receivedAt: '2026-05-01T06:00:01.000000Z' },
      received: { topic: 'telemetry.received', partition: 2, offset: 41 },
      enriched: { topic: 'telemetry.enriched', partition: at.partition, offset: at.offset },
    });
    expect(await get(`/v1/readings/${eventId}`, stranger)).toMatchObject({ status: 404 });
    expect(await get('/v1/readings/nonsense')).toMatchObject({ status: 400, body: { errors: [{ field: 'eventId' }] } });
  });

  it('4. history chooses its resolution, says which, and never has more points than asked for', async () => {
    const sent = Array.from({ length: 30 }, (_, minute) => {
      const readings = Array.from({ length: 10 }, (_, i) =>
        reading(minute * 10 + i, {
          index: i,
          metric: 'rpm',
          occurredAt: T0 + minute * MINUTE + i * SECOND,
          quality: i === 9 ? 'BAD' : 'GOOD',
        }),
      );
      return producer.send(
        TelemetryEnriched,
        'motor',
        enriched({ tenant, assetId: 'motor', assetPath: 'acme/motor', readings }),
      );
    });
    await Promise.all(sent);
    // The table shows a block a moment before its views do: unit and rollups come from those.
    const ofMotor = `WHERE tenant = '${tenant}' AND metric = 'rpm'`;
    const counted = async (rollup: string): Promise<number> =>
      (await database.rows<{ n: number }>(`SELECT sum(count) AS n FROM ${rollup} ${ofMotor}`))[0]?.n ?? 0;
    await waitFor(
      async () =>
        (await database.count(`readings ${ofMotor}`)) === 300 &&
        (await database.count(`latest_values ${ofMotor}`)) > 0 &&
        (await Promise.all(['readings_1m', 'readings_1h', 'readings_1d'].map(counted))).every((n) => Number(n) === 270),
      { describe: '300 readings and their rollups' },
    );
    const ask = async (maxPoints: number, to = T0 + 30 * MINUTE) => {
      const answer = await get(
        `/v1/history?assetId=motor&metric=rpm&from=${iso(T0)}&to=${iso(to)}&maxPoints=${maxPoints}`,
      );
      return answer.body as { source: string; stepSeconds: number; unit: string; points: Record<string, unknown>[] };
    };
    const raw = await ask(300);
    expect(raw).toMatchObject({ source: 'raw', stepSeconds: 0, unit: 'Cel' });
    expect(raw.points).toHaveLength(300);
    expect(raw.points[9]).toEqual({
      at: '2026-05-01T06:00:09.000000Z',
      avg: 9,
      min: 9,
      max: 9,
      last: 9,
      count: 1,
      quality: 'BAD',
    });
    const minutes = await ask(299);
    expect(minutes).toMatchObject({ source: '1m', stepSeconds: 60 });
    expect(minutes.points).toHaveLength(30);
    expect(minutes.points[1]).toEqual({ at: '2026-05-01T06:01:00Z', avg: 14, min: 10, max: 18, last: 18, count: 9 });
    const fives = await ask(6);
    expect(fives).toMatchObject({ source: '1m', stepSeconds: 300 });
    expect(fives.points[0]).toMatchObject({ min: 0, max: 48, count: 45, avg: 24 });
    const day = await ask(10, T0 + 9 * 24 * 60 * MINUTE);
    expect(day).toMatchObject({
      source: '1d',
      stepSeconds: 86_400,
      points: [{ at: '2026-05-01T00:00:00Z', count: 270 }],
    });
    const texts = Array.from({ length: 9 }, (_, i) =>
      reading(`step ${i}`, { index: i, metric: 'program', occurredAt: T0 + i }),
    );
    await producer.send(TelemetryEnriched, 'motor', enriched({ tenant, assetId: 'motor', readings: texts }));
    const program = await waitFor(async () => {
      const answer = await get(
        `/v1/history?assetId=motor&metric=program&from=${iso(T0)}&to=${iso(T0 + MINUTE)}&maxPoints=2`,
      );
      return (answer.body['points'] as unknown[]).length === 2 ? answer.body : undefined;
    });
    expect(program).toMatchObject({
      source: 'raw',
      truncated: true,
      points: [{ last: 'step 7', avg: null }, { last: 'step 8' }],
    });
    expect(await get(`/v1/history?assetId=motor&metric=rpm&from=${iso(T0)}&to=${iso(T0)}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'to', rule: 'must be after from' }] },
    });
  });

  it('5. anomalies: their current state and their evidence', async () => {
    const [over, open] = [randomUUID(), randomUUID()];
    for (const anomalyId of [over, open])
      await producer.send(AnomalyOpened, 'press-7', events.anomalyOpened({ tenant, anomalyId }));
    await producer.send(AnomalyUpdated, 'press-7', events.anomalyUpdated({ tenant, anomalyId: open }));
    await producer.send(AnomalyClosed, 'press-7', events.anomalyClosed({ tenant, anomalyId: over }));
    await stored('anomaly_events', 4);
    expect(await items('/v1/anomalies')).toEqual([
      expect.objectContaining({
        ...{
          anomalyId: open,
          state: 'OPEN',
          assetId: 'press-7',
          metric: 'temperature',
          unit: 'Cel',
          detector: 'ranges',
        },
        ...{ detectorVersion: 2, openedAt: '2026-05-01T06:00:00.000000Z', closedAt: null, readings: 12 },
        ...{ score: 0.7, peakScore: 0.9, value: 93, expected: 61, lower: 50, upper: 70 },
      }),
    ]);
    const all = await items('/v1/anomalies?state=all');
    expect(all).toHaveLength(2);
    expect(all.find(({ anomalyId }) => anomalyId === over)).toMatchObject({
      ...{ state: 'CLOSED', closedAt: '2026-05-01T06:00:09.000000Z', peakScore: 0.95, readings: 20, value: 95.5 },
    });
    expect(await items('/v1/anomalies?state=all', stranger)).toEqual([]);
    expect(await items('/v1/anomalies?prefix=acme/berlin')).toEqual([]);
  });

  it('6. alarms: their current state and what happened to each', async () => {
    const [gone, active] = [randomUUID(), randomUUID()];
    for (const alarmId of [gone, active])
      await producer.send(AlarmRaised, alarmId, events.alarmRaised({ tenant, alarmId }));
    await producer.send(AlarmAcknowledged, active, events.alarmAcknowledged({ tenant, alarmId: active }));
    await producer.send(AlarmAcknowledged, gone, events.alarmAcknowledged({ tenant, alarmId: gone }));
    await producer.send(AlarmReturnedToNormal, gone, events.alarmReturned({ tenant, alarmId: gone }));
    await stored('alarm_events', 5);
    expect(await items('/v1/alarms')).toEqual([
      expect.objectContaining({
        ...{ alarmId: active, state: 'ACKNOWLEDGED', occurrence: 1, priority: 'HIGH', ruleName: 'Press too hot' },
        ...{ causeText: 'temperature 95.5 Cel above 90 Cel', causeValue: 95.5, causeLimit: 90, acknowledgedBy: 'ana' },
        ...{ acknowledgedComment: 'on my way', raisedAt: '2026-05-01T06:00:00.000000Z' },
      }),
    ]);
    expect((await items('/v1/alarms?state=all')).map(({ state }) => state).sort()).toEqual(['ACKNOWLEDGED', 'NORMAL']);
    const happened = await items(`/v1/alarms/${gone}/events`);
    expect(happened.map(({ type, state }) => [type, state])).toEqual([
      ['AlarmRaised', 'UNACKNOWLEDGED'],
      ['AlarmAcknowledged', 'ACKNOWLEDGED'],
      ['AlarmReturnedToNormal', 'NORMAL'],
    ]);
    expect(happened[0]).toMatchObject({ position: { topic: 'alarms.events', offset: expect.any(Number) as number } });
    expect(await get(`/v1/alarms/${gone}/events`, stranger)).toMatchObject({ status: 404 });
  });

  it('7. rejected telemetry is there with its bytes', async () => {
    await producer.send(TelemetryRejected, 'stranger', events.rejected({ tenant }));
    await producer.send(
      TelemetryRejected,
      'stranger',
      events.rejected({ tenant, reason: 'UNBOUND_METRIC', field: 'readings[0].metric', source: null }),
    );
    await stored('rejected_readings', 2);
    const [one, ...more] = await items('/v1/rejected?reason=UNKNOWN_DEVICE');
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      deviceId: 'stranger',
      payloadBase64: 'ewD/Cg==',
      payloadBytes: 4,
      sourceTopic: 'telemetry.received',
      sourceOffset: 7,
    });
    expect((await items('/v1/rejected?reason=UNBOUND_METRIC'))[0]).toMatchObject({
      sourceTopic: '',
      sourceOffset: null,
    });
    expect(await items('/v1/rejected', stranger)).toEqual([]);
  });

  it('8. records nobody can use become dead letters with their bytes, and hold up nothing', async () => {
    const before = await database.count(`dead_letters WHERE service = 'reporting'`);
    const key = `${tenant}/poison`;
    const misplaced = producer.codecs.encode(AlarmRaised, events.alarmRaised({ tenant }));
    const noUuid = producer.codecs.encode(TelemetryEnriched, enriched({ tenant, eventId: 'not-a-uuid' }));
    const tooLate = enriched({ tenant, readings: [reading(1, { occurredAt: Date.UTC(2200, 0) * 1000 })] });
    const good = enriched({ tenant, assetId: 'after-poison', assetPath: 'acme/after-poison' });
    await producer.bytes(topic.telemetryEnriched, key, Buffer.from([9, 9, 0, 255]), { why: 'test' });
    await producer.bytes(topic.telemetryEnriched, key, null);
    await producer.bytes(topic.telemetryEnriched, key, misplaced);
    await producer.bytes(topic.telemetryEnriched, key, noUuid);
    await producer.bytes(topic.telemetryEnriched, key, producer.codecs.encode(TelemetryEnriched, tooLate));
    await producer.bytes(topic.telemetryEnriched, key, producer.codecs.encode(TelemetryEnriched, good));
    await producer.bytes(topic.deadLetters, 'reporting.readings', Buffer.from('also poison'));
    await waitFor(async () => (await database.count(`dead_letters WHERE service = 'reporting'`)) >= before + 6, {
      timeoutMs: 40_000,
    });
    await waitFor(() => database.count(`readings WHERE tenant = '${tenant}' AND asset_id = 'after-poison'`));
    const letters = await database.rows(
      `SELECT reason, field, hex(value) AS bytes, mapKeys(headers) AS headers, source_topic FROM dead_letters
       WHERE tenant = '${tenant}' ORDER BY source_offset`,
    );
    const from = { source_topic: topic.telemetryEnriched };
    expect(letters).toEqual([
      { ...from, reason: 'NOT_CONFLUENT', field: '', bytes: '090900FF', headers: ['why'] },
      { ...from, reason: 'NO_VALUE', field: '', bytes: null, headers: [] },
      { ...from, reason: 'UNEXPECTED_TYPE', field: '', bytes: misplaced.toString('hex').toUpperCase(), headers: [] },
      {
        ...from,
        reason: 'INVALID_EVENT_ID',
        field: 'eventId',
        bytes: noUuid.toString('hex').toUpperCase(),
        headers: [],
      },
      {
        ...from,
        reason: 'INSTANT_OUT_OF_RANGE',
        field: 'occurredAt',
        bytes: expect.any(String) as string,
        headers: [],
      },
    ]);
    expect(
      await database.count(`dead_letters WHERE source_topic = 'dead.letters' AND stream = 'reporting.dead-letters'`),
    ).toBe(1);
  });

  it('9. what looks like SQL is only a string, wherever it is put', async () => {
    const nasty = encodeURIComponent(NASTY);
    const stretch = `from=${iso(T0)}&to=${iso(T0 + MINUTE)}`;
    await producer.send(
      TelemetryEnriched,
      'nasty',
      enriched({ tenant, assetId: NASTY, assetPath: NASTY, readings: [reading(7, { metric: NASTY })] }),
    );
    const live = await waitFor(async () => (await items(`/v1/live?prefix=${nasty}`))[0]);
    expect(live).toMatchObject({ assetId: NASTY, metric: NASTY, value: 7 });
    expect((await get(`/v1/history?assetId=${nasty}&metric=${nasty}&${stretch}`)).body).toMatchObject({
      points: [{ last: 7 }],
    });
    for (const path of [
      ...[
        `/v1/live?prefix=${nasty}`,
        `/v1/history?assetId=${nasty}&metric=${nasty}&${stretch}`,
        `/v1/anomalies?prefix=${nasty}`,
      ],
      ...[
        `/v1/alarms?prefix=${nasty}`,
        `/v1/rejected?reason=${nasty}&deviceId=${nasty}`,
        `/v1/exports/readings?assetId=${nasty}&${stretch}`,
      ],
    ]) {
      const answer = await service.fetch(stranger, path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(await answer.text()).not.toContain('gw-1');
    }
    for (const path of [`/v1/alarms/${nasty}/events`, `/v1/readings/${nasty}`])
      expect((await get(path, stranger)).status).toBeGreaterThanOrEqual(400);
    expect(await database.count(`readings WHERE tenant = '${tenant}'`)).toBeGreaterThan(300);
  });

  it('10. exports: CSV as it stands, Parquet as the engine itself reads it back', async () => {
    const query = `assetId=motor&metric=rpm&from=${iso(T0)}&to=${iso(T0 + MINUTE)}`;
    const csv = await service.fetch(tenant, `/v1/exports/readings?format=csv&${query}`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await csv.text()).trimEnd().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toContain('"asset_id","asset_path","metric","occurred_at"');
    expect(lines[10]).toMatch(/^"motor","acme\/motor","rpm","2026-05-01T06:00:09.000000Z",.*,9,\\N,\\N,"Cel","BAD"/);
    const parquet = await service.fetch(tenant, `/v1/exports/readings?format=parquet&${query}`);
    const bytes = Buffer.from(await parquet.arrayBuffer());
    expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
    expect(bytes.subarray(-4).toString()).toBe('PAR1');
    await database.client.command({ query: 'CREATE TABLE read_back AS readings ENGINE = Memory' });
    const { Readable } = await import('node:stream');
    const columns =
      'asset_id, asset_path, metric, occurred_at, received_at, value, value_text, value_bool, unit, quality, device_id, event_id, reading_index, shift';
    const insert = await database.client.exec({
      query: `INSERT INTO read_back (${columns}) FORMAT Parquet`,
      values: Readable.from([bytes], { objectMode: false }),
    });
    insert.stream.resume();
    const same = `SELECT ${columns} FROM %t WHERE asset_id = 'motor' AND metric = 'rpm' AND occurred_at < '2026-05-01 06:01:00' ORDER BY occurred_at`;
    await waitFor(() => database.count('read_back'));
    expect(await database.rows(same.replace('%t', 'read_back'))).toEqual(
      await database.rows(same.replace('%t', 'readings')),
    );
    expect(await (await service.fetch(stranger, `/v1/exports/readings?${query}`)).text()).not.toContain('motor');
  });

  it('11. nothing is shown without a token, except the page, which has a strict policy', async () => {
    for (const path of ['/v1/live', '/v1/events', '/v1/exports/readings'])
      expect((await fetch(`${service.url}${path}`)).status).toBe(401);
    const page = await fetch(service.url);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    const html = await page.text();
    expect(html).not.toMatch(/<script>|style=|onclick/);
    for (const [, file] of html.matchAll(/(?:src|href)="(page\/[^"]+)"/g))
      expect((await fetch(`${service.url}/${file}`)).status).toBe(200);
    for (const path of ['/page/..%2fpackage.json', '/page/nothing.js'])
      expect((await fetch(`${service.url}${path}`)).status).toBe(404);
  });

  it('12. the OpenAPI document knows every resource and its parameters', async () => {
    const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as {
      paths: Record<string, { get: { parameters: { name: string }[] } }>;
    };
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/v1/live',
        '/v1/history',
        '/v1/anomalies',
        '/v1/alarms',
        '/v1/alarms/{alarmId}/events',
        '/v1/readings/{eventId}',
        '/v1/rejected',
        '/v1/exports/readings',
        '/v1/events',
      ]),
    );
    expect(document.paths['/v1/history']?.get.parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['assetId', 'metric', 'from', 'to', 'maxPoints']),
    );
  });
});

import { randomBytes } from 'node:crypto';
import { CONTROL_SYSTEM_MQTT_USER, INGESTION_MQTT_USER, SERVICE_NAMES } from '@millrace/local-stack';
import {
  issueGatewayCredential,
  playRecordings,
  registerPlant,
  SAMPLE_ASSETS,
  SparkplugNode,
} from '@millrace/sample-plant';
import { AppendProducer } from '@millrace/streaming';
import { createLogger } from '@millrace/platform';
import { waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueCredential, registerLoadPlant } from '../../tools/load/plant.ts';
import { runK6 } from '../../tools/load/run-k6.ts';
import { SMOKE_LOAD } from '../../tools/load/smoke.ts';
import { queryRows } from '../../tools/chaos/check/clickhouse-query.ts';
import { openPage } from './browser.ts';
import { call, startTestPlant, type TestPlant } from './plant.ts';
import { consumeWithPython, queryWithPython } from './python.ts';

interface Items<T> {
  readonly items: readonly T[];
}

/** Long enough for a warm-up, a fault and its way through five services on a busy machine. */
const FOUND_MS = 120_000;

let plant: TestPlant;
let token: string;
const playing = new AbortController();
let played: Promise<void>;

const frontDoor = (path: string): string => `${plant.product.stack.addresses.proxyUrl}${path}`;
const people = () => plant.product.secrets.tokens;
const list = async <T>(path: string): Promise<readonly T[]> => {
  const { body } = await call<Items<T>>(frontDoor(path), people().viewer);
  return body.items;
};

beforeAll(async () => {
  plant = await startTestPlant();
  const { services, secrets, stack } = plant.product;
  const doors = {
    ingestionUrl: services.ingestion.url,
    enrichmentUrl: services.enrichment.url,
    alertingUrl: services.alerting.url,
    adminToken: secrets.tokens.admin,
  };
  await registerPlant(doors);
  token = await issueGatewayCredential(doors);
  played = playRecordings({
    ingestionUrl: doors.ingestionUrl,
    gatewayToken: token,
    mqtt: {
      url: stack.addresses.mqtt.url,
      username: CONTROL_SYSTEM_MQTT_USER,
      password: secrets.mqttPasswords[CONTROL_SYSTEM_MQTT_USER] ?? '',
    },
    speed: 4,
    signal: playing.signal,
  });
});

afterAll(async () => {
  playing.abort();
  await played;
  await plant.stop();
  expect(plant.unexpected).toEqual([]);
});

describe('the main job', () => {
  it('1. shows a live value of every metric of the sample plant', async () => {
    const wanted = SAMPLE_ASSETS.flatMap(({ assetId, metrics }) => metrics.map(({ metric }) => `${assetId}/${metric}`));
    const live = async (): Promise<string[]> => {
      const values = await list<{ assetId: string; metric: string }>('/v1/live');
      return values.map(({ assetId, metric }) => `${assetId}/${metric}`);
    };
    const all = async (): Promise<boolean> => {
      const seen = new Set(await live());
      return wanted.every((series) => seen.has(series));
    };
    await waitFor(all, { timeoutMs: FOUND_MS, describe: 'a live value of every metric' });
    const hall = (await list<{ assetId: string; unit: string; value: number }>('/v1/live')).find(
      ({ assetId }) => assetId === 'hall-2',
    );
    // 57 to 87 °F in the recording: the unit was converted on the way.
    expect(hall?.unit).toBe('Cel');
    expect(hall?.value).toBeGreaterThan(13);
    expect(hall?.value).toBeLessThan(31);
  });

  it('2. finds an anomaly in a recording and says why', async () => {
    const found = async () => {
      const anomalies = await list<{ assetId: string; value: number; expected: number; lower: number; upper: number }>(
        '/v1/anomalies?state=all',
      );
      return anomalies[0];
    };
    const anomaly = await waitFor(found, { timeoutMs: FOUND_MS, describe: 'an anomaly' });
    expect(anomaly.value).not.toBe(anomaly.expected);
    expect(anomaly.lower).toBeLessThanOrEqual(anomaly.upper);
  });

  it('3. raises an alarm with its cause, which an operator acknowledges', async () => {
    const raised = async () => {
      const alarms = await list<{ alarmId: string; ruleId: string; state: string; causeText: string }>(
        '/v1/alarms?state=all',
      );
      return alarms.find(({ ruleId }) => ruleId === 'reactor-pressure-high');
    };
    const alarm = await waitFor(raised, { timeoutMs: FOUND_MS, describe: 'the reactor pressure alarm' });
    expect(alarm.causeText).toMatch(/2760/);
    const url = frontDoor(`/v1/alarms/${alarm.alarmId}/acknowledge`);
    const refused = await call(url, people().viewer, { body: { comment: 'seen' } });
    expect(refused.status).toBe(403);
    const answer = await call(url, people().operator, { body: { comment: 'valve checked' } });
    expect(answer.status).toBe(200);
    const acknowledged = async () => {
      const events = await list<{ type?: string; eventType?: string; comment?: string }>(
        `/v1/alarms/${alarm.alarmId}/events`,
      );
      return events.find((event) => event.comment === 'valve checked');
    };
    await waitFor(acknowledged, { timeoutMs: FOUND_MS, describe: 'the acknowledgement in the history' });
  });

  it('4. follows one reading through all five services by its trace id, to its row, topic, partition and offset', async () => {
    const traceId = randomBytes(16).toString('hex');
    const body = {
      deviceId: 'testbench-1',
      readings: [{ metric: 's_2', value: 999_999 }],
      messageId: traceId,
    };
    const answer = await call<{ items?: { eventId: string; partition: number; offset: number }[] }>(
      frontDoor('/v1/telemetry'),
      token,
      { body: [body], headers: { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` } },
    );
    expect(answer.status).toBe(200);
    const services = async (): Promise<boolean> => {
      const { status, body: trace } = await call<{ spans: { service: string }[] }>(
        `${plant.product.stack.addresses.otlpUrl}/traces/${traceId}`,
        '',
      );
      const seen = new Set(status === 200 ? trace.spans.map(({ service }) => service) : []);
      return SERVICE_NAMES.every((name) => seen.has(name));
    };
    await waitFor(services, { timeoutMs: FOUND_MS, describe: 'spans of all five services' });
    const rows = await queryRows<{ trace_id: string; source_partition: number; source_offset: number; value: number }>(
      plant.product.stack.addresses.clickhouse,
      `SELECT trace_id, source_partition, source_offset, value FROM readings WHERE trace_id = '${traceId}'`,
    );
    expect(rows).toHaveLength(1);
    // The device speaks degrees Rankine.
    expect(rows[0]?.value).toBeCloseTo((999_999 * 5) / 9 - 273.15, 3);
  });

  it('5. refuses what it cannot use, keeps its bytes, and goes on', async () => {
    const post = (init: Parameters<typeof call>[2]) =>
      call<Record<string, unknown>>(frontDoor('/v1/telemetry'), token, init);
    const malformed = await post({ raw: '{"deviceId": "testbench-1", "readings": [' });
    expect(malformed.status).toBe(400);
    const wrong = await post({
      body: [
        { deviceId: 'testbench-1', readings: [{ metric: 's_2', value: { no: 1 } }] },
        {
          deviceId: 'testbench-1',
          readings: [
            { metric: 's_2', value: 'NaN' },
            { metric: 's_3', value: 1 },
          ],
        },
        { deviceId: 'testbench-1', occurredAt: Date.now() + 86_400_000, readings: [{ metric: 's_2', value: 1 }] },
        { deviceId: 'somebody-else', readings: [{ metric: 's_2', value: 1 }] },
        { deviceId: 'testbench-unknown', readings: [{ metric: 's_2', value: 1 }] },
      ],
    });
    expect(wrong.status).toBe(200);
    expect(wrong.text).toMatch(/readings\[0\]\.value|readings\.0\.value/);
    const tooLarge = await post({ raw: `"${'x'.repeat(20 * 1024 * 1024)}"` });
    expect(tooLarge.status).toBe(413);
    expect(tooLarge.headers.get('content-type')).toContain('application/problem+json');
    expect((await call(frontDoor('/v1/telemetry'), 'mrd_no_token', { body: [] })).status).toBe(401);
    const reasons = async (): Promise<boolean> => {
      const rejected = await list<{ reason: string; deviceId: string }>('/v1/rejected');
      return rejected.some(({ reason, deviceId }) => reason === 'UNKNOWN_DEVICE' && deviceId === 'testbench-unknown');
    };
    await waitFor(reasons, { timeoutMs: FOUND_MS, describe: 'the unknown device in quarantine' });
  });

  it('6. puts a corrupt record aside with its bytes and goes on', async () => {
    const brokers = plant.product.stack.addresses.kafkaBrokers;
    const logger = createLogger({ service: 'e2e', level: 'silent' });
    const vandal = await AppendProducer.connect({ brokers, clientId: 'e2e' }, { service: 'e2e', logger });
    const value = Buffer.from([0, 0, 0, 0, 1, 0xff, 0xff, 0xff]);
    await vandal.append({ topic: 'telemetry.received', key: 'sample/testbench-1', value });
    await vandal.close();
    const deadLetters = () =>
      queryRows<{ bytes: string; reason: string }>(
        plant.product.stack.addresses.clickhouse,
        `SELECT hex(value) AS bytes, reason FROM dead_letters WHERE source_topic = 'telemetry.received'`,
      );
    const letters = await waitFor(async () => ((await deadLetters()).length > 0 ? await deadLetters() : undefined), {
      timeoutMs: FOUND_MS,
      describe: 'the dead letter',
    });
    expect(letters).toMatchObject([{ bytes: value.toString('hex').toUpperCase() }]);
    const { body } = await call<{ items: { eventId: string }[] }>(frontDoor('/v1/telemetry'), token, {
      body: [{ deviceId: 'testbench-1', messageId: 'after-the-vandal', readings: [{ metric: 's_2', value: 600 }] }],
    });
    expect(body).toBeDefined();
    const stored = () =>
      queryRows<{ value: number }>(
        plant.product.stack.addresses.clickhouse,
        `SELECT value FROM readings WHERE device_id = 'testbench-1' AND abs(value - ${(600 * 5) / 9 - 273.15}) < 0.001`,
      );
    await waitFor(async () => (await stored()).length > 0, { timeoutMs: FOUND_MS, describe: 'the reading after it' });
  });

  it('7. lets Python read topics and ClickHouse with stock clients', async () => {
    const { addresses } = plant.product.stack;
    const records = await consumeWithPython(addresses, ['telemetry.enriched', 'alarms.events'], 200);
    expect(new Set(records.map(({ topic }) => topic))).toEqual(new Set(['telemetry.enriched', 'alarms.events']));
    expect(records.some(({ type }) => type.endsWith('AlarmRaised'))).toBe(true);
    expect(await queryWithPython(addresses)).toMatch(/hall-2/);
  });

  it('8. exports CSV and Parquet', async () => {
    const stretch = `assetId=hall-2&from=${Date.now() - 3_600_000}&to=${Date.now() + 60_000}`;
    const csv = await call(frontDoor(`/v1/exports/readings?format=csv&${stretch}`), people().viewer);
    expect(csv.status).toBe(200);
    expect(csv.text.split('\n').length).toBeGreaterThan(10);
    const parquet = await fetch(frontDoor(`/v1/exports/readings?format=parquet&${stretch}`), {
      headers: { authorization: `Bearer ${people().viewer}` },
    });
    const bytes = Buffer.from(await parquet.arrayBuffer());
    expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
  });

  it('9. documents every service and shows its health and its lag', async () => {
    for (const name of SERVICE_NAMES) {
      const { url } = plant.product.services[name];
      const document = await call<{ openapi: string; paths: object }>(frontDoor(`/openapi/${name}.json`), '');
      expect(document.body.openapi).toMatch(/^3\./);
      expect(Object.keys(document.body.paths).length).toBeGreaterThan(0);
      expect((await call(`${url}/health/live`, '')).status).toBe(200);
      const metrics = await call(`${url}/metrics`, '');
      if (name !== 'ingestion') expect(metrics.text).toContain('millrace_consumer_lag');
    }
  });

  it('10. shows live values, an anomaly and an alarm with its cause on the page, in a real browser', async () => {
    const page = await openPage(`${frontDoor('/')}#token=${people().operator}`);
    try {
      await page.waitForText('[data-testid=values]', /hall-2|Hall/i);
      await page.waitForText('[data-testid=anomalies]', /reactor|stripper|hall|turbofan/i);
      await page.waitForText('[data-testid=alarms]', /2760/);
      expect(page.problems).toEqual([]);
    } finally {
      await page.close();
    }
  });

  it('11. takes the load of the k6 script in smoke size and stores every reading that it acknowledged', async () => {
    const doors = { ingestionUrl: frontDoor(''), enrichmentUrl: frontDoor(''), adminToken: people().admin };
    await registerLoadPlant(doors, { prefix: 'load-', devices: 50, metrics: 8 });
    const deviceToken = await issueCredential(doors, 'load-gateway', ['load-*']);
    const { metrics, broken } = await runK6({
      script: 'load-tests/telemetry.js',
      // How fast an answer is, is not promised of a busy machine.
      env: { ...SMOKE_LOAD, INGESTION_URL: doors.ingestionUrl, DEVICE_TOKEN: deviceToken, P99_MS: '10000' },
    });
    expect(broken).toEqual([]);
    const acknowledged = metrics['readings_acknowledged']?.['count'] ?? 0;
    expect(acknowledged).toBeGreaterThanOrEqual(9 * 5 * 25 * 8);
    const stored = async (): Promise<number> => {
      const sql = "SELECT count() AS readings FROM readings WHERE asset_id LIKE 'load-%'";
      return (await queryRows<{ readings: number }>(plant.product.stack.addresses.clickhouse, sql))[0]?.readings ?? 0;
    };
    await waitFor(async () => (await stored()) >= acknowledged, {
      timeoutMs: FOUND_MS,
      describe: 'the load in history',
    });
    expect(await stored()).toBe(acknowledged);
  });

  it('12. keeps what an unknown Sparkplug node says until a person accepts it, and then all of it is on the asset', async () => {
    const { addresses } = plant.product.stack;
    const newcomer = { groupId: 'newcomer', edgeNodeId: 'edge-9', deviceId: 'rig' };
    const deviceId = 'newcomer/edge-9/rig';
    const node = new SparkplugNode({
      ...newcomer,
      mqttUrl: addresses.mqtt.url,
      username: INGESTION_MQTT_USER,
      password: plant.product.secrets.mqttPasswords[INGESTION_MQTT_USER] ?? '',
      metrics: [{ name: 'Temp' }, { name: 'Load' }],
    });
    let said = 0;
    const say = async (messages: number): Promise<void> => {
      for (let message = 0; message < messages; message += 1) await node.data([(said += 1), -said], Date.now());
    };
    await node.connect([0, 0]);
    await say(40);

    const admin = people().admin;
    const room = frontDoor('/v1/assets/unbound-devices');
    const waits = async () => {
      const { body } = await call<{ devices: { deviceId: string; metrics: { name: string }[] }[] }>(room, admin);
      return body.devices.find((device) => device.deviceId === deviceId);
    };
    const device = await waitFor(waits, { timeoutMs: FOUND_MS, describe: 'the newcomer in the waiting room' });
    expect(device).toMatchObject({
      edgeNode: 'newcomer/edge-9',
      metrics: [
        { name: 'Temp', datatype: 'Double' },
        { name: 'Load', datatype: 'Double' },
      ],
    });
    await say(20);
    const rejected = async () => {
      const sql = `SELECT count() AS n FROM rejected_readings WHERE device_id = '${deviceId}'`;
      return (await queryRows<{ n: number }>(addresses.clickhouse, sql))[0]?.n ?? 0;
    };
    await waitFor(async () => (await rejected()) >= said, { timeoutMs: FOUND_MS, describe: 'the readings to wait' });

    const asset = { assetId: 'rig-9', name: 'Test rig 9', level: 'WORK_UNIT', parentId: 'test-bench' };
    const path = `${room}/${encodeURIComponent(deviceId)}/accept`;
    expect((await call(path, people().viewer, { body: asset })).status).toBe(403);
    expect(await call(path, admin, { body: asset })).toMatchObject({ status: 201, body: { problems: 0 } });
    await say(10);
    const values = () => {
      const sql = `SELECT metric, groupArraySorted(1000)(value) AS all FROM readings WHERE asset_id = 'rig-9' GROUP BY metric`;
      return queryRows<{ metric: string; all: number[] }>(addresses.clickhouse, sql);
    };
    const whole = async (): Promise<boolean> => {
      const metrics = await values();
      return metrics.length === 2 && metrics.every(({ all }) => all.length > said);
    };
    await waitFor(whole, { timeoutMs: FOUND_MS, describe: 'every reading since the first on the asset' });
    // Births carry values too: the first one said 0, and how often a host asks for another is its own affair.
    const temperatures =
      (await values()).find(({ metric }) => metric === 'Temp')?.all.filter((value) => value > 0) ?? [];
    expect([...new Set(temperatures)]).toEqual(Array.from({ length: said }, (_, number) => number + 1));
    const { body } = await call<{ values: { metric: string; value: number }[]; asset: { path: string } }>(
      frontDoor('/v1/plant/assets/rig-9'),
      people().viewer,
    );
    expect(body.asset.path).toMatch(/test-bench\/rig-9$/);
    expect(body.values).toMatchObject([
      { metric: 'Load', value: -said },
      { metric: 'Temp', value: said },
    ]);
    expect(await waits()).toBeUndefined();
    await node.disconnect();
  });
});

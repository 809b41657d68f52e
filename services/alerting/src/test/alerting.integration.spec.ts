import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnomalyClosed, AnomalyOpened, TelemetryEnriched, topic } from '@millrace/contracts';
import { nowMicros } from '@millrace/platform';
import { BuiltService, freePort, freshTenant, TestTopics, waitFor } from '@millrace/testing';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Receiver, SECRET } from '../webhooks/receiver.fixture.ts';
import { SERVICE } from '../source.ts';

const tenant = freshTenant();
const METRIC = 'bearing-temperature';
const rule = {
  name: 'Bearing too hot',
  metric: METRIC,
  kind: 'THRESHOLD_HIGH',
  limit: 90,
  deadband: 5,
  priority: 'HIGH',
};
let topics: TestTopics;
let service: BuiltService;
let receiver: Receiver;

beforeAll(async () => {
  receiver = await Receiver.start();
  const file = join(mkdtempSync(join(tmpdir(), 'millrace-webhooks-')), 'webhooks.json');
  const url = `http://127.0.0.1:${receiver.port}/hook`;
  const endpoints = [
    { name: 'good', tenant, url, secret: SECRET },
    // The metadata service of a cloud: the first thing anybody would try.
    { name: 'down', tenant, url: `http://127.0.0.1:${await freePort()}/`, secret: SECRET },
    { name: 'forbidden', tenant, url: 'http://169.254.169.254/latest/meta-data', secret: SECRET },
  ];
  writeFileSync(file, JSON.stringify(endpoints));
  topics = await TestTopics.open([topic.alarmsEvents, topic.alarmsCommands, topic.notificationsEvents]);
  service = await BuiltService.prepare(SERVICE, tenant, {
    ...{ WEBHOOKS_FILE: file, WEBHOOK_ALLOWED: '127.0.0.1', WEBHOOK_RETRY_SECONDS: '4' },
  });
  await service.start();
}, 240_000);
afterAll(async () => {
  await service.stop();
  await topics.close();
  await receiver.stop();
});

let sent = 0;
/** Sends one reading of an asset, measured `ageSeconds` ago. */
async function read(assetId: string, value: number, ageSeconds = 0): Promise<string> {
  const eventId = `event-${++sent}`;
  const receivedAt = nowMicros();
  await topics.send(TelemetryEnriched, `${tenant}/${assetId}`, {
    ...{ eventId, tenant, assetId, assetPath: `acme/${assetId}`, deviceId: 'gw', receivedAt, shift: null },
    ...{ sourcePartition: 0, sourceOffset: sent },
    readings: [
      {
        ...{ index: 0, metric: METRIC, unit: 'Cel', quality: 'GOOD', value },
        occurredAt: receivedAt - ageSeconds * 1_000_000,
      },
    ],
  });
  return eventId;
}
const webhookFailed = (endpoint: string, alarmEventId: string) =>
  topics.until('WebhookFailed', tenant, (one) => one.endpoint === endpoint && one.alarmEventId === alarmEventId);
const raisedOf = (assetId: string) => topics.of('AlarmRaised', tenant).filter((event) => event.assetId === assetId);
const raised = (assetId: string) => topics.until('AlarmRaised', tenant, (event) => event.assetId === assetId);

describe('alarms on real parts', () => {
  it('1. are raised by a rule that was made over HTTP', async () => {
    expect(await service.call('PUT', '/v1/rules/hot', rule)).toMatchObject({
      status: 201,
      body: { version: 1, assetPathPrefix: '', enabled: true },
    });
    expect(await service.call('PUT', '/v1/rules/hot', rule)).toMatchObject({ status: 200, body: { version: 1 } });
    await read('press-1', 80);
    const sourceEventId = await read('press-1', 93.1);
    expect(await raised('press-1')).toMatchObject({
      ...{ state: 'UNACKNOWLEDGED', occurrence: 1, ruleId: 'hot', priority: 'HIGH', assetPath: 'acme/press-1' },
      cause: { sourceEventId, text: 'Bearing temperature 93.1 Cel is above the limit 90 Cel' },
    });
  });

  it('2. are told to a webhook, signed as Standard Webhooks says', async () => {
    const { eventId, alarmId } = await raised('press-1');
    const got = await waitFor(() => receiver.received.find(({ headers }) => headers['webhook-id'] === eventId));
    const body = new Webhook(SECRET).verify(got.body, got.headers as Record<string, string>);
    expect(body).toMatchObject({ id: eventId, subject: alarmId, data: { occurrence: 1 } });
    expect(await topics.until('WebhookDelivered', tenant, (one) => one.alarmEventId === eventId)).toMatchObject({
      ...{ endpoint: 'good', attempts: 1, statusCode: 204, alarmId },
    });
  });

  it('3. are never told to an address inside', async () => {
    const { eventId } = await raised('press-1');
    const failed = await webhookFailed('forbidden', eventId);
    expect(failed).toMatchObject({
      ...{ endpoint: 'forbidden', attempts: 1, statusCode: null },
      detail: '169.254.169.254: 169.254.169.254 is not a public address (linkLocal)',
    });
  });

  it('3b. are tried again for a while where the receiver is down, which keeps nobody else waiting', async () => {
    const { eventId } = await raised('press-1');
    const failed = await webhookFailed('down', eventId);
    expect(failed).toMatchObject({ statusCode: null, detail: expect.stringContaining('ECONNREFUSED') as string });
    expect(failed.attempts).toBeGreaterThan(1);
    const delivered = topics.of('WebhookDelivered', tenant).find((one) => one.alarmEventId === eventId);
    expect(failed.occurredAt - (delivered?.occurredAt ?? 0)).toBeGreaterThan(500_000);
  });

  it('4. are acknowledged over HTTP, once', async () => {
    const { alarmId } = await raised('press-1');
    const path = `/v1/alarms/${alarmId}/acknowledge`;
    expect((await service.call('POST', path, { comment: 'x' }, 'viewer')).status).toBe(403);
    expect(await service.call('GET', '/v1/alarms/active', undefined, 'viewer')).toMatchObject({
      body: { alarms: [{ alarmId, state: 'UNACKNOWLEDGED' }] },
    });
    expect(await service.call('POST', path, { comment: 'on my way' }, 'operator')).toMatchObject({
      status: 200,
      body: { alarmId, state: 'ACKNOWLEDGED', occurrence: 1, acknowledgedBy: `operator-of-${tenant}` },
    });
    expect(await service.call('POST', path, undefined, 'operator')).toMatchObject({ status: 409 });
    const unknown = '/v1/alarms/00000000-0000-4000-8000-000000000000/acknowledge';
    expect(await service.call('POST', unknown, {}, 'operator')).toMatchObject({ status: 404 });
    expect(topics.of('AlarmAcknowledged', tenant)).toMatchObject([{ alarmId, comment: 'on my way' }]);
  });

  it('5. return to normal below the deadband, and late or buffered readings page nobody', async () => {
    await read('press-1', 87);
    await read('press-1', 84);
    expect(await topics.until('AlarmReturnedToNormal', tenant)).toMatchObject({ value: 84, state: 'NORMAL' });
    await read('press-1', 99, 30);
    await read('press-2', 99, 3_600);
    await read('press-3', 99);
    await read('press-1', 80);
    await raised('press-3');
    expect(raisedOf('press-1')).toHaveLength(1);
    expect(raisedOf('press-2')).toHaveLength(0);
  });

  it('6. are raised by anomalies, and return when these close', async () => {
    await service.call('PUT', '/v1/rules/unusual', {
      name: 'Unusual',
      kind: 'ANOMALY',
      minScore: 0.9,
      priority: 'LOW',
    });
    const occurredAt = nowMicros();
    const about = {
      ...{ tenant, anomalyId: 'anomaly-1', assetId: 'press-4', assetPath: 'acme/press-4', metric: METRIC },
      ...{ occurredAt, detectedAt: occurredAt, sourceEventId: 'event-0' },
    };
    await topics.send(AnomalyOpened, `${tenant}/press-4`, {
      ...{ ...about, eventId: 'a-1', unit: 'Cel', detector: 'range-record/value', detectorVersion: 1 },
      ...{ score: 0.95, value: 92.39, expected: 71.2, lower: 60, upper: 80 },
    });
    const { alarmId, cause } = await raised('press-4');
    expect(cause).toMatchObject({
      anomalyId: 'anomaly-1',
      text: 'Bearing temperature 92.39 Cel is unusual, about 71.2 Cel was expected (score 0.95)',
    });
    const closed = { ...about, eventId: 'a-2', openedAt: occurredAt, peakScore: 0.95, readings: 9 };
    await topics.send(AnomalyClosed, `${tenant}/press-4`, closed);
    await topics.until('AlarmReturnedToNormal', tenant, (one) => one.alarmId === alarmId);
  });

  it('7. are raised exactly once although the service is killed in the middle', async () => {
    const assets = Array.from({ length: 30 }, (_, index) => `killed-${index}`);
    const feeding = (async () => {
      for (const assetId of assets) {
        await read(assetId, 80);
        for (let more = 0; more < 10; more++) await read(assetId, 91 + more);
      }
    })();
    for (const enough of [1, 10]) {
      await waitFor(() => assets.flatMap(raisedOf).length >= enough, { timeoutMs: 60_000, intervalMs: 1 });
      await service.kill();
      await service.start();
    }
    await feeding;
    await Promise.all(assets.map(raised));
    // What would come twice has come when something later came through every partition.
    await Promise.all(assets.map((assetId) => read(assetId, 70)));
    for (const assetId of assets) {
      const { alarmId } = await raised(assetId);
      await topics.until('AlarmReturnedToNormal', tenant, (one) => one.alarmId === alarmId);
      expect(raisedOf(assetId)).toHaveLength(1);
      expect(topics.of('RaiseAlarm', tenant).filter((one) => one.assetId === assetId)).toHaveLength(1);
    }
    const told = assets.flatMap(raisedOf).map(({ eventId }) => eventId);
    await waitFor(() => told.every((id) => receiver.received.some(({ headers }) => headers['webhook-id'] === id)), {
      ...{ timeoutMs: 60_000, describe: 'every alarm to be told' },
    });
  }, 300_000);

  it('8. of a retired rule return with the next reading', async () => {
    await read('press-9', 95);
    const { alarmId } = await raised('press-9');
    expect((await service.call('DELETE', '/v1/rules/hot')).status).toBe(204);
    const sourceEventId = await read('press-9', 96);
    const back = await topics.until('AlarmReturnedToNormal', tenant, (one) => one.alarmId === alarmId);
    expect(back).toMatchObject({ value: null, state: 'RETURNED_UNACKNOWLEDGED' });
    expect(topics.of('ReturnAlarmToNormal', tenant).at(-1)).toMatchObject({ sourceEventId });
    expect((await service.call('GET', '/v1/rules')).body).toMatchObject({ rules: [{ ruleId: 'unusual' }] });
  });
});

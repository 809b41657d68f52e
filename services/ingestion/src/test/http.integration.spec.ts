import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { topic } from '@millrace/contracts';
import { startTracing } from '@millrace/platform';
import { waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshTenant, startIngestion, watch, type RunningIngestion, type Watch } from './ingestion.fixture.ts';

const tenant = freshTenant();
const SAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
let service: RunningIngestion;
let seen: Watch;
let token: string;

beforeAll(async () => {
  startTracing({ service: 'ingestion', ratio: 0 });
  service = await startIngestion(tenant, { MAX_PENDING_BYTES: '8388608', CREDENTIAL_READINGS_PER_SECOND: '1000' });
  seen = await watch(tenant, [topic.telemetryReceived, topic.telemetryRejected, topic.devicesEvents]);
  token = await service.credential('press-7');
});
afterAll(async () => {
  await seen.stop();
  await service.stop();
});

/** Sends the head of a request whose body never comes. */
function announce(url: string, token: string, length: number): { answered(): Promise<string>; close(): void } {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = [`POST ${pathname} HTTP/1.1`, `Host: ${hostname}`, `Authorization: Bearer ${token}`];
  socket.write([...head, 'Content-Type: application/json', `Content-Length: ${length}`, '', ''].join('\r\n'));
  return { answered: () => text(socket), close: () => socket.destroy() };
}

const received = (deviceId: string) => seen.of('TelemetryReceived').filter((t) => t['deviceId'] === deviceId);

describe('telemetry over HTTP', () => {
  it('1. a message is on Kafka, where the answer says, when it is answered', async () => {
    const message = { deviceId: 'press-7', occurredAt: '2026-03-14T09:26:53.589Z', values: { temp: 21.5, on: true } };
    const { status, body } = await service.post('/v1/telemetry', message, token, { prefer: 'return=representation' });
    expect({ status, body }).toMatchObject({ status: 200, body: { accepted: 2, rejected: 0 } });
    const [item] = body['items'] as { eventId: string; partition: number; offset: number }[];
    const record = await waitFor(() => seen.seen.find((s) => s.value['eventId'] === item?.eventId));
    expect(record.record).toMatchObject({ partition: item?.partition, offset: item?.offset });
    expect(String(record.record.key)).toBe(`${tenant}/press-7`);
    expect(record.value['readings']).toEqual([
      { metric: 'temp', value: 21.5, occurredAt: 1_773_480_413_589_000, quality: 'GOOD' },
      { metric: 'on', value: true, occurredAt: 1_773_480_413_589_000, quality: 'GOOD' },
    ]);
  });

  it('1b. the way over the router stores and refuses as the one in front of it does', async () => {
    const ask = { prefer: 'return=representation' };
    const message = { deviceId: 'press-7', messageId: 'twice', values: { temp: 21.5 } };
    const [front, routed] = [
      await service.post('/v1/telemetry', message, token, ask),
      await service.post('/v1/telemetry?by=router', message, token, ask),
    ];
    const ids = [front, routed].map(({ body }) => (body['items'] as { eventId: string }[])[0]?.eventId);
    expect([front.status, routed.status, ids[0]]).toEqual([200, 200, ids[1]]);
    for (const path of ['/v1/telemetry', '/v1/telemetry?by=router']) {
      expect((await service.post(path, message, 'mrd_x_y')).status).toBe(401);
      const wrong = await service.post(path, message, token, { 'millrace-buffer': 'last=x' });
      expect([wrong.status, wrong.body['instance']]).toEqual([400, path]);
    }
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/millrace_ingest_pending_bytes\{door="http"\} 0/);
  });

  it('2. a batch keeps what is good, tells what is not, and keeps its bytes', async () => {
    const good = '{ "deviceId":"line-1",  "values":{"a":1,"b":"Infinity"} }';
    const gateway = await service.credential('gateway', ['line-*']);
    const { body } = await service.post('/v1/telemetry', `{"messages":[${good}, {"deviceId":"other"}]}`, gateway);
    expect(body).toMatchObject({
      accepted: 1,
      rejected: 2,
      items: [{ status: 'partially-accepted' }, { status: 'rejected' }],
    });
    const rejected = await waitFor(() => {
      const found = seen.of('TelemetryRejected').filter((r) => r['reason'] === 'INVALID_VALUE');
      return found.length > 0 ? found : undefined;
    });
    expect(rejected).toMatchObject([{ deviceId: 'line-1', field: 'values.b.value', protocol: 'HTTP' }]);
    expect(String(rejected[0]?.['payload'])).toBe(good);
  });

  it('3. broken JSON is a 400 that names the position, and kept', async () => {
    const { status, body, headers } = await service.post('/v1/telemetry', '{"deviceId": nope}', token);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body['detail']).toContain('position 13');
    await waitFor(() => seen.of('TelemetryRejected').some((r) => String(r['payload']) === '{"deviceId": nope}'));
  });

  it('4. only a valid credential, within its scope', async () => {
    const message = { deviceId: 'press-8', values: { a: 1 } };
    expect((await service.post('/v1/telemetry', message, 'mrd_x_y')).status).toBe(401);
    expect((await service.post('/v1/telemetry', message, `${tenant}-admin`)).status).toBe(401);
    const { body } = await service.post('/v1/telemetry', message, token);
    expect(body).toMatchObject({
      accepted: 0,
      rejected: 1,
      items: [{ errors: [{ field: 'deviceId', value: 'press-8' }] }],
    });
  });

  it('5. a revoked credential is refused', async () => {
    const doomed = await service.credential('press-9');
    const id = doomed.split('_')[1] ?? '';
    const url = `${service.url}/v1/devices/press-9/credentials`;
    const headers = { authorization: `Bearer ${tenant}-admin` };
    const listed = (await (await fetch(url, { headers })).json()) as { items: unknown[] };
    expect(listed.items).toMatchObject([{ credentialId: id, scope: ['press-9'] }]);
    expect((await fetch(`${url}/${id}`, { method: 'DELETE', headers })).status).toBe(204);
    expect((await fetch(`${url}/${id}`, { method: 'DELETE', headers })).status).toBe(404);
    expect((await service.post('/v1/telemetry', { deviceId: 'press-9', values: { a: 1 } }, doomed)).status).toBe(401);
    const events = await waitFor(() => {
      const found = seen.seen.filter((s) => s.value['credentialId'] === id);
      return found.length === 2 ? found : undefined;
    });
    expect(events.map((e) => e.type)).toEqual(['DeviceCredentialIssued', 'DeviceCredentialRevoked']);
    expect(String(events[0]?.record.headers['ce_type'])).toBe('io.millrace.devices.v1.DeviceCredentialIssued');
    expect(JSON.stringify(events[0]?.value)).not.toContain(doomed.slice(-20));
  });

  it('6. a retry with the same messageId is the same event', async () => {
    const retry = await service.credential('retry');
    const message = { deviceId: 'retry', messageId: 'm-1', values: { a: 1 } };
    await service.post('/v1/telemetry', message, retry);
    await service.post('/v1/telemetry', message, retry);
    const both = await waitFor(() => (received('retry').length === 2 ? received('retry') : undefined));
    expect(both[0]?.['eventId']).toBe(both[1]?.['eventId']);
  });

  it('7. 20 MB is 413, XML is 415, as problems', async () => {
    const large = await service.post('/v1/telemetry', Buffer.alloc(20_000_000, 32), token);
    expect(large).toMatchObject({ status: 413, body: { status: 413, title: 'Payload Too Large' } });
    expect((await service.post('/v1/telemetry', '<a/>', token, { 'content-type': 'text/xml' })).status).toBe(415);
  });

  it('8. more than may wait is refused before a byte of it is read, and let in when there is room again', async () => {
    const [greedy, other] = [await service.credential('greedy'), await service.credential('other')];
    const large = 'x'.repeat(4_000_000);
    const message = (deviceId: string, value: string) => ({ deviceId, values: { m: 1, text: value } });
    // Bodies that are announced and never sent: they count all the same.
    const slow = [greedy, greedy].map((by) => announce(`${service.url}/v1/telemetry`, by, 2_500_000));
    const refusals = async () => {
      const { status, headers } = await service.post('/v1/telemetry', message('greedy', 'x'.repeat(2_000_000)), greedy);
      return { status, wait: Number(headers.get('retry-after')) };
    };
    const share = await waitFor(async () => {
      const answer = await refusals();
      return answer.status === 429 ? answer : undefined;
    });
    expect(share.wait).toBeGreaterThan(0);
    expect((await service.post('/v1/telemetry', message('other', 'small'), other)).status).toBe(200);
    const full = await announce(`${service.url}/v1/telemetry`, other, 4_000_000).answered();
    expect(full).toMatch(/^HTTP\/1\.1 503 /);
    expect(full).toMatch(/^retry-after: \d+\r\n/im);
    expect(full).toMatch(/^connection: close\r\n/im);
    for (const one of slow) one.close();
    await waitFor(async () => (await service.post('/v1/telemetry', message('other', large), other)).status !== 503);
  });

  it('9. more readings a second than allowed is 429 with Retry-After', async () => {
    const eager = await service.credential('eager');
    const readings = Array.from({ length: 2_500 }, () => ({ metric: 'm', value: 1 }));
    expect((await service.post('/v1/telemetry', { deviceId: 'eager', readings }, eager)).status).toBe(200);
    const { status, headers } = await service.post('/v1/telemetry', { deviceId: 'eager', readings }, eager);
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('10. metrics count readings by outcome, and the document shows the examples', async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/millrace_ingest_readings_total\{protocol="HTTP",outcome="accepted"\} [1-9]/);
    expect(metrics).toMatch(/millrace_ingest_refused_total\{door="http",reason="share"\} [1-9]/);
    expect(metrics).toMatch(/millrace_ingest_pending_limit_bytes\{door="http"\} 8388608/);
    expect(metrics).toMatch(/millrace_ingest_ack_seconds_count\{protocol="HTTP"\} [1-9]/);
    const { paths } = (await (await fetch(`${service.url}/openapi.json`)).json()) as { paths: Record<string, unknown> };
    expect(Object.keys(paths)).toContain('/v1/devices/{deviceId}/credentials');
    expect(JSON.stringify(paths['/v1/telemetry'])).toContain('spindle/temperature');
  });

  it('11. a sampled request carries its trace on, an unsampled one does not', async () => {
    const traced = await service.credential('traced', ['traced-*']);
    for (const [deviceId, traceparent] of [
      ['traced-yes', SAMPLED],
      ['traced-no', SAMPLED.replace(/01$/, '00')],
    ] as const) {
      await service.post('/v1/telemetry', { deviceId, values: { a: 1 } }, traced, { traceparent });
    }
    const header = (deviceId: string) =>
      waitFor(() => seen.seen.find((s) => s.value['deviceId'] === deviceId)).then(
        (s) => s.record.headers['traceparent'],
      );
    expect(String(await header('traced-yes'))).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(await header('traced-no')).toBeUndefined();
  });
});

import { DEFAULT_RULES } from '@millrace/domain';
import { nowMicros } from '@millrace/platform';
import { pino } from 'pino';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Delivery } from '../mqtt/mqtt-connection.ts';
import { Pipeline } from '../pipeline.ts';
import { FakeLog } from '../test/fake-log.fixture.ts';
import codec, { type UPayload } from '../test/sparkplug-codec.fixture.ts';
import { SparkplugHost } from './sparkplug-host.ts';
import { SparkplugStore } from './sparkplug-store.ts';

let fake: FakeLog;
let asked: string[];
let host: SparkplugHost;
let numbers: unknown[];
beforeEach(() => {
  fake = new FakeLog();
  asked = [];
  numbers = [];
  host = new SparkplugHost({
    store: new SparkplugStore(fake.log),
    pipeline: new Pipeline(fake.log, DEFAULT_RULES),
    rules: DEFAULT_RULES,
    ledger: { sparkplug: (tenant, edgeNode, said) => numbers.push([tenant, edgeNode, said.missing, said.ranges]) },
    tenants: { byGroup: new Map([['plant', 'acme']]), otherwise: 'other' },
    rebirthInterval: 10_000_000,
    holdFor: 30_000_000,
    holdMessages: 2,
    holdBytes: 1_000,
    holdUnacknowledged: 1,
    logger: pino({ level: 'silent' }),
    askRebirth: (edgeNode) => asked.push(edgeNode),
  });
});

const send = (topic: string, payload: UPayload | Buffer, acknowledged = false): Promise<void> & { done?: boolean } => {
  const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(codec.encodePayload(payload));
  const delivery: Delivery = {
    topic,
    payload: bytes,
    retain: false,
    traceparent: undefined,
    bytes: bytes.length,
    acknowledged,
    stepOut: vi.fn(),
  };
  return host.handle(delivery);
};
const settled = async (promise: Promise<void>): Promise<boolean> =>
  (await Promise.race([promise.then(() => 'done'), new Promise((resolve) => setImmediate(resolve, 'open'))])) ===
  'done';

const now = Date.now();
const nbirth: UPayload = {
  timestamp: now,
  seq: 0,
  metrics: [
    { name: 'bdSeq', type: 'UInt64', value: 0 },
    { name: 'temp', alias: 1, type: 'Double', value: 20 },
  ],
};
const ndata = (seq: number, value: number): UPayload => ({
  timestamp: now,
  seq,
  // No name: the library writes the type, which alone tells nothing.
  metrics: [{ alias: 1, type: 'Double', value }],
});
const [NBIRTH, NDATA] = ['spBv1.0/plant/NBIRTH/line-1', 'spBv1.0/plant/NDATA/line-1'];

describe('the Sparkplug host', () => {
  it('1. stores births as events and readings, under tenant and device id', async () => {
    await send(NBIRTH, nbirth);
    expect(fake.of('DeviceBorn')).toMatchObject([{ tenant: 'acme', deviceId: 'plant/line-1', edgeNode: null }]);
    expect(fake.of('TelemetryReceived')).toMatchObject([
      { deviceId: 'plant/line-1', protocol: 'SPARKPLUG', sequence: 0, readings: [{ metric: 'temp', value: 20 }] },
    ]);
  });

  it('2. data before the birth waits, unacknowledged, and is stored when the birth comes', async () => {
    const early = send(NDATA, ndata(17, 33), true);
    expect(await settled(early)).toBe(false);
    expect(asked).toEqual(['plant/line-1']);
    expect(host.held).toBe(1);
    await send(NBIRTH, nbirth);
    await early;
    expect(fake.of('TelemetryReceived').map((t) => t['sequence'])).toEqual([0, 17]);
    expect(host.held).toBe(0);
  });

  it('3. when no birth comes, the bytes are kept as rejected', async () => {
    const early = send(NDATA, ndata(17, 33));
    host.expire(nowMicros() + 29_000_000);
    expect(await settled(early)).toBe(false);
    host.expire(nowMicros() + 31_000_000);
    await early;
    expect(fake.of('TelemetryRejected')).toMatchObject([{ reason: 'NO_BIRTH', deviceId: 'plant/line-1' }]);
    expect(fake.of('TelemetryRejected')[0]?.['payload']).toEqual(Buffer.from(codec.encodePayload(ndata(17, 33))));
  });

  it('4. the oldest makes room; what the broker waits for is bounded on its own', async () => {
    const waiting = [send(NDATA, ndata(1, 1)), send(NDATA, ndata(2, 2)), send(NDATA, ndata(3, 3))];
    await waiting[0];
    expect(fake.of('TelemetryRejected')).toHaveLength(1);
    void send('spBv1.0/plant/NDATA/line-2', ndata(4, 4), true);
    await send('spBv1.0/plant/NDATA/line-2', ndata(5, 5), true);
    expect(fake.of('TelemetryRejected')).toHaveLength(2);
  });

  it('5. bytes that are no payload are kept, and do not stop the next message', async () => {
    await send(NDATA, Buffer.from([0xff, 0xff, 0xff]));
    expect(fake.of('TelemetryRejected')).toMatchObject([{ reason: 'MALFORMED_PAYLOAD', deviceId: 'plant/line-1' }]);
    await send(NBIRTH, nbirth);
    expect(fake.of('DeviceBorn')).toHaveLength(1);
  });

  it('6. tries again until it is stored, and the same bytes are the same event', async () => {
    fake.failures.push(new Error('no leader'), new Error('no leader'));
    await send(NBIRTH, nbirth);
    await send(NBIRTH, nbirth);
    const ids = fake.of('DeviceBorn').map((e) => e['eventId']);
    expect(new Set(ids).size).toBe(1);
  });

  it('7. other groups are the default tenant; commands and foreign STATE are left alone', async () => {
    await send('spBv1.0/elsewhere/NBIRTH/n', nbirth);
    expect(fake.of('DeviceBorn')).toMatchObject([{ tenant: 'other' }]);
    await send('spBv1.0/plant/NCMD/line-1', Buffer.from('x'));
    await send('spBv1.0/STATE/scada', Buffer.from('{}'));
    expect(fake.of('TelemetryRejected')).toEqual([]);
  });

  it('8. what waits for births is bounded in bytes, too: beyond it the bytes are kept as rejected at once', async () => {
    const text = { seq: 1, timestamp: now, metrics: [{ alias: 1, type: 'String' as const, value: 'x'.repeat(700) }] };
    void send(NDATA, text);
    await send('spBv1.0/plant/NDATA/line-2', text);
    expect(fake.of('TelemetryRejected')).toMatchObject([{ reason: 'NO_BIRTH', deviceId: 'plant/line-2' }]);
    expect(host.held).toBe(1);
  });

  it('9. tells the ledger which numbers are missing, once, and that a birth makes up for them', async () => {
    await send(NBIRTH, nbirth);
    await send(NDATA, ndata(1, 21));
    // After a gap an alias may mean something else: data waits for the birth.
    void send(NDATA, ndata(5, 22));
    void send(NDATA, ndata(6, 23));
    expect(numbers).toEqual([['acme', 'plant/line-1', 3, [2, 4]]]);
    void send(NDATA, ndata(254, 24));
    await send(NBIRTH, nbirth);
    expect(numbers.slice(1)).toEqual([
      ['acme', 'plant/line-1', 250, [2, 4, 7, 253]],
      ['acme', 'plant/line-1', 0, []],
    ]);
  });
});

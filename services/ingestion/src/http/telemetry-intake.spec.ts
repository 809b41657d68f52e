import { DEFAULT_RULES } from '@millrace/domain';
import { ProblemException } from '@millrace/platform';
import { BackpressureError } from '@millrace/streaming';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Credential } from '../credentials/credential-table.ts';
import { Pipeline } from '../pipeline.ts';
import { FakeLog } from '../test/fake-log.fixture.ts';
import { answerOf } from './answer.ts';
import { bufferReport } from './buffer-report.ts';
import { RateLimiter } from './rate-limiter.ts';
import { TelemetryIntake } from './telemetry-intake.ts';

const sender: Credential = {
  credentialId: '0192',
  tenant: 'acme',
  deviceId: 'gateway-1',
  scope: ['press-*'],
  secretSha256: Buffer.alloc(32),
  issuedBy: 'ana',
  issuedAt: 0,
};

let fake: FakeLog;
let intake: TelemetryIntake;
let reported: unknown[];
const ledger = {
  buffer: (...report: unknown[]) => {
    reported.push(report);
  },
};
beforeEach(() => {
  reported = [];
  fake = new FakeLog();
  const limits = { maxMessages: 3, maxReadings: 5, maxWaitMs: 200 };
  intake = new TelemetryIntake(new Pipeline(fake.log, DEFAULT_RULES), ledger, new RateLimiter(4), limits);
});

const released = vi.fn();
const entry = { sender, held: { bytes: 1, since: 0, release: released } };
const take = (body: unknown) => intake.take(Buffer.from(JSON.stringify(body)), entry);
const problemOf = (promise: Promise<unknown>): Promise<ProblemException> =>
  promise.then(
    () => Promise.reject(new Error('it was taken')),
    (error: unknown) => (error instanceof ProblemException ? error : Promise.reject(error as Error)),
  );

describe('a telemetry request', () => {
  it('1. one message: one record under its key, and a short answer', async () => {
    const stored = await take({ deviceId: 'press-7', values: { a: 1, b: 2 } });
    expect(answerOf(stored, false)).toEqual({ accepted: 2, rejected: 0, messages: 1 });
    expect(fake.written.map((w) => [w.topic, w.key])).toEqual([['telemetry.received', 'acme/press-7']]);
    expect(fake.written[0]?.headers).toEqual({});
  });

  it('2. a batch with a bad reading and a stranger: what is good is kept, what is not is told and kept aside', async () => {
    const good = { deviceId: 'press-1', messageId: 'm', values: { a: 1, b: 'NaN' } };
    const stranger = { deviceId: 'oven-1', values: { a: 1 } };
    const answer = answerOf(await take({ messages: [good, stranger] }), false);
    expect(answer).toMatchObject({ accepted: 1, rejected: 2, messages: 2 });
    expect(answer.items?.map((i) => [i.index, i.status])).toEqual([
      [0, 'partially-accepted'],
      [1, 'rejected'],
    ]);
    expect(answer.items?.[0]?.errors).toMatchObject([{ field: 'values.b.value', value: 'NaN' }]);
    const rejected = fake.of('TelemetryRejected');
    expect(rejected.map((r) => [r['reason'], r['field'], String(r['payload'])])).toEqual([
      ['INVALID_VALUE', 'values.b.value', JSON.stringify(good)],
      ['OUT_OF_SCOPE', 'deviceId', JSON.stringify(stranger)],
    ]);
  });

  it('3. the same messageId is the same event, another device is another', async () => {
    const message = { deviceId: 'press-1', messageId: 'm', values: { a: 1 } };
    const [first] = await take(message);
    const [again, other] = await take([message, { ...message, deviceId: 'press-2' }]);
    expect(again?.eventId).toBe(first?.eventId);
    expect(other?.eventId).not.toBe(first?.eventId);
  });

  it('4. what is not JSON is kept, and the problem names the place', async () => {
    const body = Buffer.from('{"deviceId": "press-1",}');
    const problem = await problemOf(intake.take(body, entry));
    expect(problem.status).toBe(400);
    expect(problem.message).toContain('position 23');
    expect(fake.of('TelemetryRejected')[0]).toMatchObject({
      reason: 'MALFORMED_PAYLOAD',
      deviceId: 'gateway-1',
      payload: body,
    });
  });

  it('5. too many messages or readings are refused before anything is written', async () => {
    const one = { deviceId: 'press-1', values: { a: 1 } };
    expect((await problemOf(take([one, one, one, one]))).status).toBe(413);
    const many = { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 };
    expect((await problemOf(take({ deviceId: 'press-1', values: many }))).status).toBe(413);
    expect((await problemOf(take([]))).status).toBe(400);
    expect(fake.written).toEqual([]);
  });

  it('6. a sender beyond its rate is told when to come back', async () => {
    const message = { deviceId: 'press-1', values: { a: 1, b: 1, c: 1, d: 1, e: 1 } };
    await take(message);
    await take(message);
    const problem = await problemOf(take(message));
    expect(problem.status).toBe(429);
    expect(problem.details.retryAfterSeconds).toBeGreaterThan(0);
  });

  it('7. a full queue is 503 with Retry-After, and so is a store that does not confirm', async () => {
    fake.failures.push(new BackpressureError(10, 10));
    const full = await problemOf(take({ deviceId: 'press-1', values: { a: 1 } }));
    expect([full.status, full.details.retryAfterSeconds]).toEqual([503, 1]);
    fake.failures.push(new Error('no leader'));
    expect((await problemOf(take({ deviceId: 'press-1', values: { a: 1 } }))).status).toBe(503);
  });

  it('8. holds its bytes until Kafka has settled them, although the client is told to come again before', async () => {
    released.mockClear();
    const { resume } = fake.pause();
    const waiting = take({ deviceId: 'press-1', values: { a: 1 } });
    const problem = await problemOf(waiting);
    expect([problem.status, problem.message]).toEqual([503, expect.stringContaining('did not confirm within 0.2 s')]);
    expect(problem.details.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(released).not.toHaveBeenCalled();
    resume();
    await vi.waitFor(() => expect(released).toHaveBeenCalled());
    expect(fake.of('TelemetryReceived')).toHaveLength(1);
  });

  it('9. a gateway’s word about its buffer counts once its messages are safe, and must fit them', async () => {
    const one = { deviceId: 'press-1', values: { a: 1 } };
    const send = (last: number) => intake.take(Buffer.from(JSON.stringify([one, one])), entry, { last, pending: 25 });
    fake.failures.push(new Error('no leader'));
    expect((await problemOf(send(41))).status).toBe(503);
    expect((await problemOf(send(0))).details.errors).toMatchObject([{ field: 'Millrace-Buffer', value: 'last=0' }]);
    expect(reported).toEqual([]);
    await send(41);
    expect(reported).toEqual([['acme', 'gateway-1', [40, 41], 25, expect.any(Number)]]);
    expect(bufferReport('last=41; pending=25')).toEqual({ last: 41, pending: 25 });
    expect(bufferReport(undefined)).toBeUndefined();
    expect(() => bufferReport('last=-1; pending=x')).toThrow(ProblemException);
  });

  it('10. holds nothing any more when what the gateway says of its buffer is no such thing', async () => {
    released.mockClear();
    const body = Buffer.from(JSON.stringify({ deviceId: 'press-1', values: { a: 1 } }));
    const problem = await problemOf(intake.answer(body, entry, { 'millrace-buffer': 'last=x' }));
    expect([problem.status, fake.written.length]).toEqual([400, 0]);
    expect(released).toHaveBeenCalledTimes(1);
    expect(await intake.answer(body, entry, { 'millrace-buffer': 'last=4; pending=1' })).toMatchObject({ accepted: 1 });
    expect(reported).toHaveLength(1);
  });

  it('11. sent again after it was not stored in time is stored once, and answered with what was stored', async () => {
    const answer = (messageId: string) =>
      intake.answer(Buffer.from(JSON.stringify([{ deviceId: 'press-1', messageId, values: { a: 1 } }])), entry, {});
    const paused = fake.pause();
    expect((await problemOf(answer('m'))).status).toBe(503);
    const again = answer('m');
    paused.resume();
    expect(await again).toEqual({ accepted: 1, rejected: 0, messages: 1 });
    expect(fake.written).toHaveLength(1);
    await answer('n');
    expect(fake.written).toHaveLength(2);
  });
});

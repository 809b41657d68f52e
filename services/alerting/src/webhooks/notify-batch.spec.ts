import {
  AlarmCommandRefused,
  AlarmRaised,
  topic,
  type WebhookDelivered,
  type WebhookFailed,
} from '@millrace/contracts';
import { nowMicros } from '@millrace/platform';
import type { Batch, InRecord } from '@millrace/streaming';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { raised } from '../alarms/alarms.fixture.ts';
import { codecs, inRecord, RecordingOutlet } from '../outlet.fixture.ts';
import { addressPolicy } from './address-policy.ts';
import { guardedAgent } from './guarded-agent.ts';
import { notifyBatch } from './notify-batch.ts';
import { endpoint, Receiver } from './receiver.fixture.ts';

let outlet: RecordingOutlet;
let receiver: Receiver;
/** Alarms for which the receiver has no answer until released. */
const held = new Map<string, () => void>();
beforeEach(async () => {
  outlet = new RecordingOutlet();
  held.clear();
  receiver = await Receiver.start((_request, response) => {
    const { subject } = JSON.parse(receiver.received.at(-1)?.body ?? '{}') as { subject: string };
    const answer = () => void response.writeHead(204).end();
    if (held.has(subject)) held.set(subject, answer);
    else answer();
  });
});
afterEach(() => receiver.stop());

const alarm = (alarmId: string, eventId: string, detectedAt = nowMicros()): InRecord => ({
  ...inRecord(topic.alarmsEvents, 0),
  value: codecs.encode(AlarmRaised, raised({ alarmId, eventId, detectedAt })),
});

/** A batch as far as the handler sees it; what is emitted is recorded. */
function batchOf(records: InRecord[]): Batch {
  return {
    ...{ topic: topic.alarmsEvents, partition: 3, records, cause: undefined, signal: new AbortController().signal },
    store: (spec) => outlet.store(spec),
    emit: (record) => outlet.emit(record),
    deadLetter: () => undefined,
    count: () => undefined,
    mark: () => 0,
    rollback: () => undefined,
    heartbeat: async () => undefined,
  };
}
async function notify(...records: InRecord[]): Promise<void> {
  await notifyWithin(0, ...records);
}
async function notifyWithin(retryMs: number, ...records: InRecord[]): Promise<void> {
  const agent = guardedAgent(addressPolicy(['127.0.0.1']), 5_000);
  const bounds = { timeoutMs: 60_000, retryMs, maxAgeMicros: 3_600_000_000 };
  const to = endpoint(`http://127.0.0.1:${receiver.port}/`);
  await notifyBatch({ codecs, agent, ...bounds, priorityOf: () => undefined }, to, batchOf(records));
  await agent.close();
}
const ids = () => receiver.received.map(({ headers }) => headers['webhook-id']);
const outcomes = (): (WebhookDelivered | WebhookFailed)[] => [
  ...outlet.of('WebhookDelivered'),
  ...outlet.of('WebhookFailed'),
];

describe('the alarm events of a batch', () => {
  it('1. are told one after another per alarm, and no alarm waits for another', async () => {
    held.set('slow', () => undefined);
    const done = notify(alarm('slow', 's-1'), alarm('slow', 's-2'), alarm('quick', 'q-1'), alarm('quick', 'q-2'));
    await expect.poll(ids).toEqual(['s-1', 'q-1', 'q-2']);
    const release = held.get('slow');
    held.clear();
    release?.();
    await done;
    expect(ids()).toEqual(['s-1', 'q-1', 'q-2', 's-2']);
    expect(outlet.of('WebhookDelivered').map(({ alarmEventId }) => alarmEventId)).toEqual(['q-1', 'q-2', 's-1', 's-2']);
  });

  it('2. that are old are written down and not sent', async () => {
    await notify(alarm('a', 'old', nowMicros() - 2 * 3_600_000_000));
    expect(receiver.received).toEqual([]);
    expect(outcomes()).toMatchObject([{ alarmEventId: 'old', attempts: 0, statusCode: null }]);
    expect(outlet.of('WebhookFailed')[0]?.detail).toMatch(/^not sent: it is 720\d s old, more than 3600 s$/);
  });

  it('3. have the same delivery id however often they are processed', async () => {
    await notify(alarm('a', 'e'));
    await notify(alarm('a', 'e'));
    const [first, second] = outlet.of('WebhookDelivered');
    expect(first).toMatchObject({ endpoint: 'maintenance', attempts: 1, statusCode: 204, alarmId: 'a' });
    expect(second).toMatchObject({ eventId: first?.eventId, deliveryId: first?.deliveryId });
  });

  it('3b. do not hold the stream for longer than they may, whatever the time of a single try', async () => {
    held.set('mute', () => undefined);
    const began = performance.now();
    await notifyWithin(2_100, alarm('mute', 'm-1'), alarm('mute', 'm-2'));
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(outcomes()).toMatchObject([
      {
        alarmEventId: 'm-1',
        attempts: 1,
        statusCode: null,
        detail: 'given up, tries made: 1, the last: no answer in time',
      },
      { alarmEventId: 'm-2', attempts: 1 },
    ]);
  }, 20_000);

  it('4. are told to people only when something happened to the alarm', async () => {
    const value = { eventId: 'r', commandId: 'c', tenant: 'acme', alarmId: 'a', code: 'X', detail: '', occurredAt: 0 };
    await notify({ ...inRecord(topic.alarmsEvents, 0), value: codecs.encode(AlarmCommandRefused, value) });
    expect(receiver.received).toEqual([]);
    expect(outcomes()).toEqual([]);
  });
});

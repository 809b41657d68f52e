import { randomUUID } from 'node:crypto';
import {
  LetterDiscarded,
  LetterResubmitted,
  MetricBound,
  TelemetryRejected,
  topic,
  type ResubmitLetter,
} from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { GlobalTable } from '@millrace/streaming';
import { stackForTests, waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from './database.fixture.ts';
import { rejected, SECOND, T0 } from './events.fixture.ts';
import { TestProducer } from './producer.fixture.ts';
import { freshTenant, type RunningReporting, startReporting } from './reporting.fixture.ts';

const tenant = freshTenant();
const stranger = freshTenant();
const commands: ResubmitLetter[] = [];
let database: TestDatabase;
let producer: TestProducer;
let service: RunningReporting;
let watching: GlobalTable;

// Nobody decides here: a command without an answer is sent again, under the same id.
const env = { BOUND_CHECK_SECONDS: '1', COMMAND_TIMEOUT_MS: '500' };

beforeAll(async () => {
  [database, producer] = await Promise.all([testDatabase(), TestProducer.open()]);
  watching = new GlobalTable({
    ...{ connection: { brokers: stackForTests().kafkaBrokers, clientId: 'test' }, topics: [topic.repairsCommands] },
    ...{ codecs: producer.codecs, logger: createLogger({ service: 'test', level: 'error' }) },
    apply: ({ type, value }) => {
      if (type === 'ResubmitLetter' && [tenant, stranger].includes(value.tenant)) commands.push(value);
    },
    onFatal: (error) => {
      throw error;
    },
  });
  await watching.start();
  service = await startReporting({ tenants: [tenant, stranger], database: database.name, env });
});
afterAll(async () => {
  await service.stop();
  await watching.stop();
  await producer.close();
  await database.drop();
});

/** A message of a device that nobody had bound; the id of its letter. */
async function letterOf(deviceId: string, mark?: string): Promise<string> {
  const rejection = rejected({ tenant, deviceId, receivedAt: T0, protocol: 'SPARKPLUG' });
  const headers: Record<string, string> = mark === undefined ? {} : { 'millrace-repair': mark };
  const { partition, offset } = await producer.send(TelemetryRejected, deviceId, rejection, headers);
  return `${rejection.rejectionId}.${partition}.${offset}`;
}

async function bind(deviceId: string, occurredAt: number, of = tenant): Promise<void> {
  const asset = { tenant: of, assetId: `at-${deviceId}`, metric: 't', version: occurredAt - T0, actor: 'ana' };
  const wiring = { deviceId, deviceMetric: 't', sourceUnit: '', unit: '', factor: 1, offset: 0 };
  const range = { rangeLow: null, rangeHigh: null };
  const ids = { eventId: randomUUID(), commandId: randomUUID() };
  await producer.send(MetricBound, asset.assetId, { ...asset, ...wiring, ...range, ...ids, occurredAt });
}

const decided = (letterId: string, occurredAt: number) => ({
  ...{ eventId: randomUUID(), commandId: randomUUID(), tenant, letterId, version: 1, actor: 'ana', reason: '' },
  occurredAt,
});

async function resubmitted(letterId: string, occurredAt: number): Promise<void> {
  const went = { rootId: letterId, attempt: 1, edited: false, topic: topic.telemetryReceived, records: 1 };
  const event = { ...decided(letterId, occurredAt), ...went, contentSha256: '' };
  await producer.send(LetterResubmitted, letterId, event);
}

const commanded = (): Set<string> => new Set(commands.map(({ letterId }) => letterId));
const untilCommanded = (letterId: string): Promise<unknown> =>
  waitFor(() => commanded().has(letterId), { timeoutMs: 60_000, describe: `a command for ${letterId}` });

describe('telemetry of devices that are bound by now', () => {
  it('1. goes in again when its device is bound, and no other; each letter by one command', async () => {
    const [late, never, foreign, givenUp] = await Promise.all(
      ['late', 'never', 'foreign', 'given-up'].map((id) => letterOf(id)),
    );
    const discarded = decided(givenUp ?? '', T0 + SECOND);
    await producer.send(LetterDiscarded, discarded.letterId, discarded);
    await waitFor(async () => (await database.count('repair_events')) >= 1, { describe: 'the decision in its table' });
    await bind('foreign', T0 + 90 * SECOND, stranger);
    await bind('given-up', T0 + 90 * SECOND);
    await bind('late', T0 + 90 * SECOND);
    await untilCommanded(late ?? '');
    const marker = await letterOf('late');
    await untilCommanded(marker);
    expect(commanded()).toEqual(new Set([late, marker]));
    expect([never, foreign, givenUp].some((letterId) => commanded().has(letterId ?? ''))).toBe(false);
    const ofLate = commands.filter(({ letterId }) => letterId === late);
    expect(new Set(ofLate.map(({ commandId }) => commandId)).size).toBe(1);
    expect(ofLate[0]).toMatchObject({ tenant, actor: 'system:reporting', attempt: 1, expectedVersion: 0 });
    expect(ofLate[0]?.rejected).toMatchObject({ deviceId: 'late', protocol: 'SPARKPLUG', stage: 'bind' });
  });

  it('2. that had no binding when it went in again waits for the next one, and is found after a restart too', async () => {
    const first = await letterOf('again');
    await resubmitted(first, T0 + 400 * SECOND);
    const mark = (attempt: number): string => `letter=${first};root=${first};attempt=${attempt}`;
    const second = await letterOf('again', mark(1));
    await waitFor(async () => (await database.count(`rejected_readings WHERE device_id = 'again'`)) === 2, {
      describe: 'both letters in their table',
    });
    await bind('again', T0 + 100 * SECOND);
    await bind('late-2', T0 + 100 * SECOND);
    await untilCommanded(await letterOf('late-2'));
    expect(commanded().has(second)).toBe(false);
    await service.stop();
    await bind('again', T0 + 500 * SECOND);
    service = await startReporting({ tenants: [tenant, stranger], database: database.name, env });
    await untilCommanded(second);
    expect(commands.find(({ letterId }) => letterId === second)).toMatchObject({ rootId: first, attempt: 2 });
    expect(commanded().has(first)).toBe(false);
  });
});

import { Codecs } from '@millrace/contracts';
import { DEFAULT_RULES } from '@millrace/domain';
import { parseJsonBody } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import { describe, expect, it } from 'vitest';
import { EventLog } from './event-log.ts';
import { splitBatch } from './http/split-batch.ts';
import { Pipeline, type Stored } from './pipeline.ts';

const receivedAt = 1_780_000_000_000_000;
const arrival = { tenant: 'acme', scope: ['press-*'], protocol: 'HTTP', receivedAt } as const;

/** What either way writes and tells, with the real codec. */
function ways(): {
  log: OutRecord[];
  plain(body: Buffer): Promise<Stored[]> | undefined;
  judged(body: Buffer): Promise<Stored[]>;
} {
  const log: OutRecord[] = [];
  const appendAll = (records: readonly OutRecord[]) => {
    const from = log.push(...records) - records.length;
    return Promise.resolve(records.map(({ topic }, index) => ({ topic, partition: 0, offset: from + index })));
  };
  const pipeline = new Pipeline(new EventLog(Codecs.withoutRegistry(), { appendAll }), DEFAULT_RULES);
  return {
    log,
    plain: (body) => {
      const found = pipeline.plain(body, arrival);
      return found === undefined ? undefined : pipeline.storePlain(found);
    },
    judged: (body) => {
      const items = splitBatch(parseJsonBody(body), body);
      const source = { ...arrival, contentType: 'application/json', bytes: () => body };
      return pipeline.store(items.map(({ input }) => pipeline.judge(source, input)));
    },
  };
}

const flush = [
  { deviceId: 'press-1', messageId: 'm-1', occurredAt: 1_779_999_999_123, values: { 'spindle/rpm': 1.25, temp: -0 } },
  { deviceId: 'press-2', messageId: 'm-2', sequence: 7, values: { temp: 1e-7 } },
  {
    deviceId: 'press-1',
    messageId: 'm-3',
    readings: [
      { metric: 'temp', value: 21, quality: 'UNCERTAIN', occurredAt: '2026-03-14T09:26:53.589Z' },
      { metric: 'temp', value: 22 },
    ],
  },
];

describe('plain bodies', () => {
  it('1. give the same records and the same answers as judged ones', async () => {
    for (const body of [flush, { messages: flush }, flush[0]]) {
      const bytes = Buffer.from(JSON.stringify(body));
      const [short, long] = [ways(), ways()];
      const told = await short.plain(bytes);
      expect(told).toEqual(await long.judged(bytes));
      expect(told).toHaveLength(body === flush[0] ? 1 : 3);
      expect(short.log).toEqual(long.log);
    }
  });

  it('2. a message without an id of its own gets a new one each time', async () => {
    const { plain } = ways();
    const bytes = Buffer.from('{"deviceId":"press-1","values":{"temp":1}}');
    const [first] = (await plain(bytes)) ?? [];
    const [second] = (await plain(bytes)) ?? [];
    expect(first?.eventId).toMatch(/^[0-9a-f-]{36}$/);
    expect(second?.eventId).not.toBe(first?.eventId);
  });

  it.each([
    ['another’s device', [{ deviceId: 'oven-1', values: { temp: 1 } }]],
    ['a broken rule', [...flush, { deviceId: 'press-1', values: { temp: 'NaN' } }]],
    ['no message', []],
  ])('3. %s is left to be judged', (_, body) => {
    expect(ways().plain(Buffer.from(JSON.stringify(body)))).toBeUndefined();
  });
});

import { Codecs, topic, type LedgerIntervalClosed } from '@millrace/contracts';
import type { OutRecord } from '@millrace/streaming';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { EventLog } from '../event-log.ts';
import { FrontDoorLedger, type CountedRecord } from './front-door-ledger.ts';
import { LedgerWriter } from './ledger-writer.ts';

const codecs = Codecs.withoutRegistry();
const entryOf = ({ value }: OutRecord): LedgerIntervalClosed =>
  codecs.decode(value as Buffer)?.value as LedgerIntervalClosed;
const counted = (to: string, deviceId: string, receivedAt: number, readings: number): CountedRecord => ({
  ...{ topic: to, key: `acme/${deviceId}`, value: null, counted: { tenant: 'acme', deviceId, receivedAt, readings } },
});
const at = (partition: number, offset: number) => ({ topic: topic.telemetryReceived, partition, offset });

let ledger: FrontDoorLedger;
beforeEach(() => {
  ledger = new FrontDoorLedger(codecs);
});

describe('the front door’s ledger', () => {
  it('1. counts by partition, device and ten seconds what was acknowledged, and what was refused beside it', () => {
    const received = topic.telemetryReceived;
    const records = [counted(received, 'a', 5, 8), counted(received, 'a', 6, 8), counted(received, 'a', 10_000_001, 2)];
    ledger.count(records, [at(3, 40), at(3, 41), at(3, 39)]);
    ledger.count(
      [counted(topic.telemetryRejected, 'a', 5, 0), { topic: topic.devicesEvents, key: 'k', value: null }],
      [],
    );
    const entries = ledger.close(99).map(entryOf);
    expect(entries).toMatchObject([
      {
        ...{ tenant: 'acme', hop: 'FRONT_DOOR', partition: 3, throughOffset: 41, closedAt: 99 },
        lines: [
          { source: 'a', slotStart: 0, messages: 2, readings: 16, lastOffset: 41, rejections: 0 },
          { source: 'a', slotStart: 10_000_000, messages: 1, readings: 2, lastOffset: 39 },
        ],
      },
      { partition: -1, lines: [{ source: 'a', messages: 0, rejections: 1, lastOffset: -1 }] },
    ]);
    expect(ledger.close(100)).toEqual([]);
  });

  it('2. unites what came of a gateway’s buffer, whatever the order, and keeps its last word', () => {
    ledger.buffer('acme', 'gw', [26, 50], 10, 1);
    ledger.buffer('acme', 'gw', [1, 25], 0, 2);
    ledger.buffer('acme', 'gw', [76, 80], 5, 3);
    expect(ledger.close(9).map(entryOf)[0]?.lines).toMatchObject([
      { source: 'gw', numbers: { kind: 'GATEWAY_BUFFER', last: 80, ranges: [1, 50, 76, 80], pending: 5 } },
    ]);
  });

  it('3. is counted from what the event log acknowledged only, and written again under the same id until it is stored', async () => {
    const written: OutRecord[] = [];
    const failures = [new Error('no leader'), new Error('no leader')];
    const log = new EventLog(
      codecs,
      {
        appendAll: (records) => {
          const failure = failures.shift();
          if (failure !== undefined) return Promise.reject(failure);
          written.push(...records);
          return Promise.resolve(records.map((_, index) => at(1, index)));
        },
      },
      ledger,
    );
    const message = {
      eventId: 'e',
      tenant: 'acme',
      deviceId: 'a',
      protocol: 'HTTP',
      receivedAt: 5,
      sequence: null,
    } as const;
    const reading = { metric: 'p', occurredAt: 7, value: 1, quality: 'GOOD' } as const;
    const record = log.received({ ...message, readings: [reading] });
    await expect(log.append([record])).rejects.toThrow('no leader');
    await log.append([record]).catch(() => undefined);
    await log.append([record]);
    const writer = new LedgerWriter(ledger, log, pino({ level: 'silent' }), 60_000);
    failures.push(new Error('no leader'));
    await writer.write();
    expect(written).toHaveLength(1);
    await writer.close();
    await writer.close();
    expect(written.slice(1).map(entryOf)).toMatchObject([{ lines: [{ source: 'a', messages: 1, readings: 1 }] }]);
  });
});

import { LedgerIntervalClosed, TelemetryReceived, topic } from '@millrace/contracts';
import { OUTCOME } from '@millrace/domain';
import type { InRecord, TickContext } from '@millrace/streaming';
import { beforeEach, describe, expect, it } from 'vitest';
import { inRecord, plainCodecs, RecordingOutlet } from '../outlet.fixture.ts';
import { ReceivedLedger } from './received-ledger.ts';

const PARTITION = 3;
const AFTER_MS = 10_000;
const at = (ms: number): number => ms * 1_000;

let outlet: RecordingOutlet;
let context: TickContext;
let ledger: ReceivedLedger;
const log: InRecord[] = [];

function start(position: number): void {
  ledger = new ReceivedLedger(plainCodecs, AFTER_MS);
  const from = ledger.open({
    topic: 'telemetry.received',
    partition: PARTITION,
    position,
    store: (spec) => outlet.store(spec),
  });
  for (const record of log.filter(({ offset }) => offset >= from && offset < position)) {
    ledger.countAgain(record.value === null ? undefined : valueOf(record), record);
  }
}
const valueOf = ({ value }: InRecord): TelemetryReceived =>
  plainCodecs.decode(value as Buffer)?.value as TelemetryReceived;

beforeEach(() => {
  outlet = new RecordingOutlet();
  context = { partition: PARTITION, store: (spec) => outlet.store(spec), emit: (record) => outlet.emit(record) };
  log.length = 0;
  start(0);
});

function receive(sequence: number | null, parts: Partial<TelemetryReceived> = {}): void {
  const reading = { metric: 'p', occurredAt: 7, value: 1, quality: 'GOOD' } as const;
  const message: TelemetryReceived = {
    ...{ eventId: 'e', tenant: 'acme', deviceId: 'gw-1', protocol: 'HTTP', receivedAt: 12_000_000, sequence },
    readings: [reading, reading],
    ...parts,
  };
  const key = `${message.tenant}/${message.deviceId}`;
  const record = inRecord(topic.telemetryReceived, log.length, key, plainCodecs.encode(TelemetryReceived, message));
  log.push(record);
  ledger.count(message, record, OUTCOME.WHOLE, 2, 0);
}

/** What the handler does at the end of a batch, and its transaction. */
function keep(now: number): void {
  ledger.keep(context, now);
  outlet.commit();
}

const closed = (): LedgerIntervalClosed[] => outlet.of(LedgerIntervalClosed);

describe('the ledger of a partition', () => {
  it('1. is written when its time has come, not before, and not when nothing came', () => {
    ledger.closeDue(context, at(100_000));
    receive(null);
    keep(at(1_000));
    ledger.closeDue(context, at(10_999));
    expect(closed()).toEqual([]);
    ledger.closeDue(context, at(11_000));
    const line = {
      source: 'gw-1',
      slotStart: 10_000_000,
      messages: 1,
      readings: 2,
      rows: 2,
      lastOffset: 0,
      numbers: null,
    };
    expect(closed()).toMatchObject([
      { tenant: 'acme', hop: 'ENRICHMENT', partition: PARTITION, fromOffset: 0, throughOffset: 0, lines: [line] },
    ]);
    expect(outlet.emitted[0]?.key).toBe('acme/3');
    ledger.closeDue(context, at(99_000));
    expect(closed()).toHaveLength(1);
  });

  it('2. goes on after a restart where the committed offset is, with the counts it had', () => {
    receive(5);
    receive(6);
    keep(at(1_000));
    // Counted, but its transaction was never committed: nothing of it is kept.
    ledger.count(valueOf(log[0] as InRecord), { ...(log[0] as InRecord), offset: 2 }, OUTCOME.WHOLE, 2, 0);
    start(2);
    receive(9);
    keep(at(20_000));
    expect(closed()).toMatchObject([{ fromOffset: 0, throughOffset: 2, lines: [{ messages: 3, rows: 6 }] }]);
    expect(closed()[0]?.lines[0]?.numbers).toMatchObject({
      last: 9,
      missing: 2,
      ranges: [7, 8],
      missingSince: 12_000_000,
    });
    start(3);
    receive(7);
    keep(at(30_000));
    ledger.closeDue(context, at(40_000));
    expect(closed()[1]?.lines[0]?.numbers).toMatchObject({ last: 9, missing: 1, ranges: [8, 8] });
  });

  it('3. starts anew where an operator has set the offset back to', () => {
    receive(null);
    receive(null);
    keep(at(1_000));
    log.length = 1;
    start(1);
    receive(null);
    keep(at(1_000));
    ledger.closeDue(context, at(11_000));
    expect(closed()).toMatchObject([{ fromOffset: 1, throughOffset: 1, lines: [{ messages: 1 }] }]);
  });

  it('4. counts what cannot be read under its key and the time of its record', () => {
    const record = { ...inRecord(topic.telemetryReceived, 0, 'acme/gw-9', Buffer.from('??')), timestamp: 25_000 };
    ledger.countDeadLetter(record);
    keep(at(1_000));
    ledger.closeDue(context, at(11_000));
    expect(closed()).toMatchObject([
      { tenant: 'acme', lines: [{ source: 'gw-9', slotStart: 20_000_000, messages: 1, deadLetters: 1, readings: 0 }] },
    ]);
  });

  it('5. keeps tenants apart, and takes Sparkplug’s numbers for what they are: none of its own', () => {
    receive(1, { protocol: 'SPARKPLUG' });
    receive(3, { tenant: 'umbrella' });
    keep(at(1_000));
    ledger.closeDue(context, at(11_000));
    expect(closed().map(({ tenant, lines }) => [tenant, lines.length, lines[0]?.numbers?.last])).toEqual([
      ['acme', 1, undefined],
      ['umbrella', 1, 3],
    ]);
  });
});

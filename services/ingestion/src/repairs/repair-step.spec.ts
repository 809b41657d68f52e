import {
  ActionRecorded,
  Codecs,
  LetterResubmitted,
  RepairRefused,
  ResubmitLetter,
  TelemetryReceived,
  topic,
  type Decoded,
  type EventContract,
} from '@millrace/contracts';
import { DEFAULT_RULES } from '@millrace/domain';
import { REPAIR_HEADER, type InRecord, type OutRecord, type StoreContent, type StoreSpec } from '@millrace/streaming';
import { SavedStores } from '@millrace/testing/saved-stores';
import { beforeEach, describe, expect, it } from 'vitest';
import { EventLog } from '../event-log.ts';
import { letterStore } from './letter-store.ts';
import { repairStep } from './repair-step.ts';

const codecs = Codecs.withoutRegistry();
const log = new EventLog(codecs, { appendAll: () => Promise.reject(new Error('appends nothing')) });
let emitted: OutRecord[] = [];
let stores = new SavedStores();
let offset = 0;
beforeEach(() => {
  emitted = [];
  stores = new SavedStores();
});

const outlet = {
  emit: (record: OutRecord) => void emitted.push(record),
  store: <S extends StoreContent>(spec: StoreSpec<S>) => stores.store(spec),
};
const of = <T>(contract: EventContract<T>): T[] =>
  emitted.flatMap(({ value }) => {
    const decoded = codecs.decode(value as Buffer);
    return decoded?.type === contract.name ? [decoded.value as T] : [];
  });

async function take(parts: Partial<ResubmitLetter>, key = 'acme/l-1') {
  const value: ResubmitLetter = {
    ...{
      commandId: `c-${offset}`,
      tenant: 'acme',
      letterId: 'l-1',
      rootId: 'l-1',
      attempt: 1,
      actor: 'ana',
      reason: '',
    },
    ...{ expectedVersion: null, requestedAt: 1, stuck: null, rejected: null, contentKind: 'ORIGINAL', content: null },
    ...{ originalSha256: 'aa', ...parts },
  };
  const record: InRecord = {
    ...{ topic: topic.repairsCommands, partition: 3, offset: offset++, timestamp: 0, key: Buffer.from(key) },
    ...{ value: codecs.encode(ResubmitLetter, value), headers: {} },
  };
  const decoded = { contract: ResubmitLetter, type: 'ResubmitLetter', value } satisfies Decoded;
  return repairStep({ codecs, log, rules: DEFAULT_RULES }, outlet, decoded, record);
}

const readings = [0, 1, 2].map((value) => ({ metric: `m${value}`, occurredAt: 7, value, quality: 'GOOD' as const }));
const message: TelemetryReceived = {
  ...{ eventId: 'e-1', tenant: 'acme', deviceId: 'd-1', protocol: 'HTTP', receivedAt: 9, sequence: null, readings },
};
const bytes = codecs.encode(TelemetryReceived, message);
const stuck = {
  ...{ stream: 'enrichment.telemetry', topic: topic.telemetryReceived, key: Buffer.from('acme/d-1') },
  ...{ headers: { via: Buffer.from('gw') }, schemaId: codecs.idOf(TelemetryReceived), schemaName: null },
};
const rejected = {
  ...{
    deviceId: 'd-1',
    protocol: 'HTTP' as const,
    stage: 'validate',
    reason: 'INVALID_VALUE',
    field: 'readings[1].value',
  },
  ...{ receivedAt: 1_773_000_000_000_000, contentType: 'application/json', readings: [1] },
};
const door = (...values: unknown[]) =>
  Buffer.from(
    JSON.stringify({ deviceId: 'd-1', messageId: 'm', readings: values.map((value) => ({ metric: 'm', value })) }),
  );

describe('a command on a letter', () => {
  it('1. sends a stuck record back with its key, its headers and a mark for its stream, beside event and action', async () => {
    expect(await take({ stuck, content: bytes })).toEqual({ kind: 'ok', value: undefined });
    expect(emitted.map((record) => record.topic)).toEqual([
      topic.telemetryReceived,
      topic.repairsEvents,
      topic.auditEvents,
    ]);
    expect(emitted[0]).toMatchObject({ key: 'acme/d-1', value: bytes, headers: { via: 'gw' } });
    expect(emitted[0]?.headers?.[REPAIR_HEADER]).toBe('letter=l-1;root=l-1;attempt=1;stream=enrichment.telemetry');
    expect(of(LetterResubmitted)).toMatchObject([{ version: 1, edited: false, records: 1 }]);
    expect(of(ActionRecorded)).toMatchObject([{ actor: 'ana', outcome: 'ALLOWED', action: 'dead-letters.resubmit' }]);
  });

  it('2. sends nothing the second time, and says so to both topics', async () => {
    await take({ stuck, content: bytes });
    emitted = [];
    await take({ stuck, content: bytes });
    expect(emitted.map((record) => record.topic)).toEqual([topic.repairsEvents, topic.auditEvents]);
    expect(of(RepairRefused)).toMatchObject([{ code: 'ALREADY_RESUBMITTED' }]);
    expect(of(ActionRecorded)).toMatchObject([{ outcome: 'REFUSED', code: 'ALREADY_RESUBMITTED', after: null }]);
  });

  it('3. under another key is a dead letter: that partition does not own the letter', async () => {
    const result = await take({ stuck, content: bytes }, 'other/l-1');
    expect(result).toMatchObject({ kind: 'dead-letter', reason: { code: 'WRONG_KEY' } });
    expect(emitted).toEqual([]);
  });

  it.each([
    ['another tenant', { content: codecs.encode(TelemetryReceived, { ...message, tenant: 'b' }) }, 'FOREIGN_TENANT'],
    ['bytes that are no record', { contentKind: 'BYTES', content: Buffer.from('x') }, 'INVALID_CONTENT'],
    [
      'JSON that breaks the schema',
      { contentKind: 'JSON', content: Buffer.from('{"tenant":"acme"}') },
      'INVALID_CONTENT',
    ],
    ['a changelog', { content: bytes, stuck: { ...stuck, topic: 'ingestion.repairs.changelog' } }, 'NOT_REPAIRABLE'],
    [
      'a header that is no text',
      { content: bytes, stuck: { ...stuck, headers: { h: Buffer.from([255]) } } },
      'NOT_REPAIRABLE',
    ],
  ] as const)('4. is refused for %s, and the letter stays open', async (_, parts, code) => {
    await take({ stuck, ...parts });
    expect(of(RepairRefused)).toMatchObject([{ code }]);
    expect(stores.store(letterStore).size).toBe(0);
    await take({ stuck, content: bytes });
    expect(of(LetterResubmitted)).toHaveLength(1);
  });

  it('5. makes unbound readings an event of their own, without those that were bound', async () => {
    const unbound = { ...rejected, stage: 'bind', reason: 'UNBOUND_METRIC', readings: [0, 2] };
    await take({ rejected: unbound, content: bytes });
    const [again] = of(TelemetryReceived);
    expect(again?.readings).toEqual([readings[0], readings[2]]);
    expect(again?.eventId).not.toBe('e-1');
    expect(again?.receivedAt).toBe(9);
    expect(emitted[0]?.headers?.[REPAIR_HEADER]).toBe('letter=l-1;root=l-1;attempt=1');
    await take({ letterId: 'l-2', rejected: { ...unbound, readings: null }, content: bytes }, 'acme/l-2');
    expect(of(RepairRefused)).toMatchObject([{ code: 'NOT_REPAIRABLE', field: 'readings' }]);
  });

  it('6. judges a body of the door as the door does, and takes only what was refused of it', async () => {
    await take({ rejected, content: door(1, 'NaN', 3) });
    expect(of(RepairRefused)).toMatchObject([{ code: 'INVALID_CONTENT', field: 'readings[1].value' }]);
    await take({ rejected, contentKind: 'BYTES', content: door(1, 2, 3) });
    const [again] = of(TelemetryReceived);
    expect(again).toMatchObject({ deviceId: 'd-1', receivedAt: rejected.receivedAt });
    expect(again?.readings).toMatchObject([{ value: 2, occurredAt: rejected.receivedAt }]);
  });

  it('7. gives a message that was refused as a whole the event id that the retry of its client would have', async () => {
    const whole = { ...rejected, stage: 'decode', reason: 'MALFORMED_PAYLOAD', field: '', readings: null };
    await take({ rejected: whole, contentKind: 'BYTES', content: door(5) });
    await take({ letterId: 'l-2', rejected: whole, contentKind: 'BYTES', content: door(5) }, 'acme/l-2');
    const [first, second] = of(TelemetryReceived);
    expect(first?.eventId).toBe(second?.eventId);
  });

  it('8. does not send a Sparkplug payload again, but takes its readings as JSON', async () => {
    const node = { ...rejected, protocol: 'SPARKPLUG' as const, contentType: 'application/x-protobuf', readings: null };
    await take({ rejected: node, content: Buffer.from([1, 2]) });
    expect(of(RepairRefused)).toMatchObject([{ code: 'NOT_REPAIRABLE' }]);
    await take({ rejected: node, contentKind: 'JSON', content: door(5) });
    expect(of(TelemetryReceived)).toMatchObject([{ deviceId: 'd-1', protocol: 'SPARKPLUG', readings: [{ value: 5 }] }]);
  });
});

import { ReceivedColumns, ReceivedReader, TelemetryReceived } from '@millrace/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainCodecs as codecs } from '../outlet.fixture.ts';
import type { Sender } from './sender.ts';
import { Senders } from './senders.ts';

const reader = new ReceivedReader(codecs.idOf(TelemetryReceived));
const columns = new ReceivedColumns();

function senderOf(senders: Senders, tenant: string, deviceId: string): Sender | undefined {
  const head = { eventId: 'e', tenant, deviceId, protocol: 'HTTP', receivedAt: 1, sequence: null } as const;
  reader.read(codecs.encode(TelemetryReceived, { ...head, readings: [] }), columns);
  return senders.of(columns);
}

describe('Senders', () => {
  it('1. know a device again, whatever the names are, and take none for another', () => {
    const name = fc.oneof(fc.constantFrom('a', 'ab', 'b', ''), fc.string({ unit: 'grapheme', maxLength: 30 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { maxLength: 40 }), (names) => {
        const senders = new Senders();
        const seen = new Map<string, Sender>();
        for (const [tenant, deviceId] of [...names, ...names]) {
          const sender = senderOf(senders, tenant, deviceId)!;
          expect([sender.tenant, sender.deviceId]).toEqual([tenant, deviceId]);
          const key = JSON.stringify([tenant, deviceId]);
          expect(seen.get(key) ?? sender).toBe(sender);
          seen.set(key, sender);
        }
        expect(senders.size).toBe(seen.size);
      }),
    );
  });

  it('2. are many, and never more than was said', () => {
    const senders = new Senders(3_000);
    const all = Array.from({ length: 3_000 }, (_, n) => senderOf(senders, 'acme', `device-${n}`));
    expect(new Set(all).size).toBe(3_000);
    expect(all.every((sender, n) => senderOf(senders, 'acme', `device-${n}`) === sender)).toBe(true);
    expect(senderOf(senders, 'acme', 'one-more')?.deviceId).toBe('one-more');
    expect(senders.size).toBe(1);
  });
});

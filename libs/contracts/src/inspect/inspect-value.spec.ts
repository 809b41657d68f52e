import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Codecs } from '../codecs.ts';
import { ALL_CONTRACTS, TelemetryReceived } from '../generated/index.ts';
import { toPlainJson } from '../plain-json.ts';
import { arbitraryValue } from '../test-support/arbitrary-value.ts';
import { encodeJson, JsonMismatch } from './encode-json.ts';
import { inspectValue } from './inspect-value.ts';

const codecs = Codecs.withoutRegistry();
const id = codecs.idOf(TelemetryReceived);
const reading = { metric: 'temp', occurredAt: 7, value: 21.5, quality: 'GOOD' } as const;
const message: TelemetryReceived = {
  ...{ eventId: 'e', tenant: 'acme', deviceId: 'press-7', protocol: 'HTTP', receivedAt: 9, sequence: null },
  readings: [reading, { ...reading, value: 'warm' }],
};
const encoded = codecs.encode(TelemetryReceived, message);

describe('a record value that is looked at', () => {
  it('1. of every contract is shown as JSON, and that JSON is the same bytes again', async () => {
    for (const contract of ALL_CONTRACTS) {
      const [value] = fc.sample(arbitraryValue(contract.type), { numRuns: 1, seed: 7 });
      const bytes = codecs.encode(contract, value as never);
      const { json, brokenAt, type } = await inspectValue(codecs, bytes);
      expect([type, brokenAt]).toEqual([contract.fullName, null]);
      expect(json).toEqual(toPlainJson(contract, contract.type.fromBuffer(bytes.subarray(5))));
      expect(encodeJson(codecs.idOf(contract), contract.schemaJson, json).equals(bytes)).toBe(true);
    }
  });

  it('2. that breaks off is shown up to there, with the field, the byte and the reason', async () => {
    const cut = encoded.subarray(0, encoded.length - 3);
    expect(await inspectValue(codecs, cut)).toEqual({
      schemaId: id,
      type: TelemetryReceived.fullName,
      json: { ...message, readings: [reading, { metric: 'temp', occurredAt: 7 }] },
      brokenAt: {
        path: 'readings[1].value',
        offset: cut.length - 4,
        error: 'readings[1].value says that it has 4 bytes, 3 are left',
      },
    });
  });

  it('3. with bytes to spare, or with none of ours, says so', async () => {
    const longer = await inspectValue(codecs, Buffer.concat([encoded, Buffer.from('!')]));
    expect(longer.brokenAt).toEqual({ path: '', offset: encoded.length, error: '1 bytes after the end of the record' });
    expect(longer.json).toEqual(message);
    const text = await inspectValue(codecs, Buffer.from('{"a": 1}'));
    expect(text).toMatchObject({
      schemaId: null,
      brokenAt: { offset: 0, error: expect.stringContaining('first byte 123') },
    });
    const unknown = await inspectValue(codecs, Buffer.from([0, 0, 0, 9, 9, 1]));
    expect(unknown).toMatchObject({
      schemaId: 2313,
      brokenAt: { offset: 1, error: expect.stringContaining('not known') },
    });
  });

  it('4. never throws and never runs away, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
        const bytes = Buffer.concat([encoded.subarray(0, 5), noise]);
        const { brokenAt } = await inspectValue(codecs, bytes);
        if (brokenAt !== null) expect(brokenAt.offset).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

describe('JSON that is to be a record value again', () => {
  it('5. must follow the schema: the first field that does not is named', () => {
    const encode = (json: unknown) => () => encodeJson(id, TelemetryReceived.schemaJson, json);
    expect(encode({ ...message, receivedAt: 'now' })).toThrow('receivedAt: "now" is no long of the schema');
    expect(encode({ ...message, readings: [{ ...reading, value: {} }] })).toThrow(/^readings\.0\.value: /);
    expect(encode({ ...message, tenent: 'x' })).toThrow(JsonMismatch);
    expect(encode({ ...message, tenant: undefined })).toThrow('tenant: nothing is no string of the schema');
    expect(encode(null)).toThrow(JsonMismatch);
    expect(encode([])).toThrow(JsonMismatch);
  });
});

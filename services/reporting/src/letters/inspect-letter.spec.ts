import { Codecs, TelemetryReceived } from '@millrace/contracts';
import { describe, expect, it } from 'vitest';
import { inspectContent } from './inspect-letter.ts';

const codecs = Codecs.withoutRegistry();
const rejected = (text: string, contentType = 'application/json') =>
  inspectContent(codecs, { kind: 'rejected-reading', content: Buffer.from(text), contentType });

describe('the content of a letter', () => {
  it('1. that is JSON is shown parsed, or with the line, column and byte where it breaks', async () => {
    expect(await rejected('{"deviceId": "é"}')).toMatchObject({
      format: 'json',
      value: { deviceId: 'é' },
      brokenAt: null,
    });
    expect(await rejected('{"a": "é",\n "b" 2}')).toMatchObject({
      text: '{"a": "é",\n "b" 2}',
      value: null,
      brokenAt: { line: 2, column: 6, offset: 17, error: '"2" cannot be here' },
    });
  });

  it('2. that is a record is shown decoded, with its schema', async () => {
    const bytes = codecs.encode(TelemetryReceived, {
      ...{ eventId: 'e', tenant: 'acme', deviceId: 'd', protocol: 'HTTP', receivedAt: 1, sequence: null, readings: [] },
    });
    const seen = await inspectContent(codecs, { kind: 'dead-letter', content: bytes, contentType: '' });
    expect(seen).toMatchObject({
      format: 'avro',
      type: TelemetryReceived.fullName,
      value: { deviceId: 'd' },
      text: null,
    });
    expect(seen.base64).toBe(bytes.toString('base64'));
  });

  it('3. that is neither is shown as its bytes', async () => {
    expect(await rejected('\u0000\u0001', 'application/x-protobuf')).toMatchObject({
      ...{ format: 'unknown', base64: 'AAE=', text: null, bytes: 2 },
    });
    const none = await inspectContent(codecs, { kind: 'dead-letter', content: null, contentType: '' });
    expect(none).toMatchObject({ base64: null, bytes: 0, format: 'unknown' });
  });
});

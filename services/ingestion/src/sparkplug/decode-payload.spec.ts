import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import codec from '../test/sparkplug-codec.fixture.ts';
import { decodeSparkplug } from './decode-payload.ts';
import { rebirthCommand } from './rebirth-command.ts';

const encode = (payload: Parameters<typeof codec.encodePayload>[0]): Buffer =>
  Buffer.from(codec.encodePayload(payload));

describe('decodeSparkplug', () => {
  it('1. reads what an edge node wrote, unset fields as unset', () => {
    const payload = encode({
      timestamp: 1_773_480_413_589,
      seq: 255,
      metrics: [
        { name: 'temp', alias: 3, type: 'Double', value: 21.5, timestamp: 1_773_480_413_000 },
        { name: 'n', type: 'Int16', value: -5 },
        { name: 'big', type: 'UInt64', value: 9_007_199_254_740_991 },
        { name: 'none', type: 'Float', value: null },
        { name: 'q', type: 'Boolean', value: true, properties: { Quality: { type: 'Int32', value: 192 } } },
      ],
    });
    const { timestamp, seq, metrics } = decodeSparkplug(payload);
    expect([timestamp, seq]).toEqual([1_773_480_413_589, 255]);
    expect(metrics[0]).toMatchObject({
      name: 'temp',
      alias: 3,
      datatype: 10,
      value: 21.5,
      timestamp: 1_773_480_413_000,
    });
    expect(metrics[1]).toMatchObject({ datatype: 2, alias: undefined, timestamp: undefined });
    expect(metrics[1]?.value).toBe(0xfffffffb);
    expect(metrics[2]?.value).toBe(9_007_199_254_740_991n);
    expect(metrics[3]).toMatchObject({ isNull: true });
    expect(metrics[4]).toMatchObject({ value: true, quality: 192 });
  });

  it('2. keeps the value of a metric that leaves its type to the birth', () => {
    // 12: metrics { 16: alias 7; 101: double 1.5 } — `encodePayload` always writes a type.
    const bytes = Buffer.from('120b1007690000000000 00f83f'.replaceAll(' ', ''), 'hex');
    expect(decodeSparkplug(bytes).metrics).toMatchObject([{ alias: 7, datatype: undefined, value: 1.5 }]);
  });

  it('3. either decodes or throws an Error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeSparkplug(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });

  it('4. the rebirth command is what an edge node understands', () => {
    const { topic, payload } = rebirthCommand('plant/line-1', 1_000);
    expect(topic).toBe('spBv1.0/plant/NCMD/line-1');
    expect(codec.decodePayload(payload).metrics).toMatchObject([
      { name: 'Node Control/Rebirth', value: true, type: 'Boolean' },
    ]);
  });
});

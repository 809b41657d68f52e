import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../reading.ts';
import { unknownEdgeNode, type EdgeNodeState } from './edge-node.ts';
import type { SparkplugMessage, SparkplugMetric } from './payload.ts';
import { receiveSparkplug, understandSparkplug, type SparkplugReceived, type SparkplugContext } from './receive.ts';

const NOW = Date.parse('2026-03-14T09:00:00Z') * 1_000;
const MS = NOW / 1_000;
const context: SparkplugContext = { now: NOW, rules: DEFAULT_RULES, rebirthInterval: 10_000_000 };

const message = (
  type: SparkplugMessage['type'],
  seq: number | undefined,
  metrics: SparkplugMetric[] = [],
  more: Partial<SparkplugMessage> = {},
): SparkplugMessage => ({ type, device: undefined, timestamp: MS, seq, metrics, receivedAt: NOW, ...more });

const TEMP = { name: 'temp', alias: 7, datatype: 10, value: 20 };
const nbirth = (bdSeq = 0, metrics: SparkplugMetric[] = [TEMP]): SparkplugMessage =>
  message('NBIRTH', 0, [{ name: 'bdSeq', datatype: 8, value: bdSeq }, ...metrics]);
const ndata = (seq: number, value = 21, alias = 7): SparkplugMessage => message('NDATA', seq, [{ alias, value }]);

/** Plays messages through the machine from an unknown node. */
function play(...messages: SparkplugMessage[]): {
  last: SparkplugReceived;
  all: SparkplugReceived[];
  state: EdgeNodeState;
} {
  let state = unknownEdgeNode;
  const all = messages.map((m) => {
    const received = receiveSparkplug(state, m, context);
    state = received.state;
    return received;
  });
  return { all, last: all.at(-1) as SparkplugReceived, state };
}

describe('an edge node seen by its host', () => {
  it('1. a birth is an event with its metrics and gives first readings, without the session metrics', () => {
    const { last } = play(nbirth());
    expect(last.events).toEqual([
      {
        type: 'Born',
        device: undefined,
        occurredAt: NOW,
        metrics: [
          { name: 'bdSeq', alias: null, datatype: 'UInt64' },
          { name: 'temp', alias: 7, datatype: 'Double' },
        ],
      },
    ]);
    expect(last.data?.readings).toEqual([{ metric: 'temp', value: 20, occurredAt: NOW, quality: 'GOOD' }]);
  });

  it('2. data with an alias and no type is understood by the birth', () => {
    const { last } = play(nbirth(), ndata(1, 21.5));
    expect(last).toMatchObject({ hold: false, askRebirth: false });
    expect(last.data?.readings[0]).toMatchObject({ metric: 'temp', value: 21.5 });
  });

  it('3. data before birth is held and a rebirth asked for; after the birth it is understood', () => {
    const early = ndata(40, 33);
    const { all, state } = play(early, nbirth());
    expect(all[0]).toMatchObject({ hold: true, askRebirth: true, data: undefined });
    expect(understandSparkplug(state, early, context)?.readings[0]).toMatchObject({ metric: 'temp', value: 33 });
  });

  it('4. a gap asks for a rebirth and holds aliases until it came', () => {
    const { all, state } = play(nbirth(), ndata(1), ndata(3), ndata(4), nbirth());
    expect(all[2]).toMatchObject({ hold: true, askRebirth: true });
    expect(all[3]).toMatchObject({ hold: true, askRebirth: false });
    expect(state.phase).toBe('ALIVE');
  });

  it('5. after a gap, a metric with its name and type still speaks for itself', () => {
    const named = message('NDATA', 9, [{ name: 'temp', datatype: 10, value: 5 }]);
    expect(play(nbirth(), named).last).toMatchObject({ hold: false, askRebirth: true });
  });

  it('6. a redelivered message is no gap', () => {
    const { last } = play(nbirth(), ndata(1), ndata(1));
    expect(last).toMatchObject({ hold: false, askRebirth: false });
  });

  it('7. the death of the session ends node and devices; a late will of an older session ends nothing', () => {
    const dbirth = message('DBIRTH', 1, [TEMP], { device: 'press' });
    const death = (bdSeq: number): SparkplugMessage =>
      message('NDEATH', undefined, [{ name: 'bdSeq', datatype: 8, value: BigInt(bdSeq) }]);
    const late = play(nbirth(4), dbirth, death(3));
    expect(late.last.events).toEqual([]);
    expect(late.state.phase).toBe('ALIVE');
    const { last, state } = play(nbirth(4), dbirth, death(4));
    expect(last.events.map((e) => [e.type, e.device])).toEqual([
      ['Died', undefined],
      ['Died', 'press'],
    ]);
    expect(state.phase).toBe('DEAD');
  });

  it('8. devices are born, send and die on the same sequence', () => {
    const { all } = play(
      nbirth(),
      message('DBIRTH', 1, [TEMP], { device: 'press' }),
      message('DDATA', 2, [{ alias: 7, value: 1 }], { device: 'press' }),
      message('DDEATH', 3, [], { device: 'press' }),
      message('DDATA', 4, [{ alias: 7, value: 2 }], { device: 'press' }),
    );
    expect(all[1]?.events[0]).toMatchObject({ type: 'Born', device: 'press' });
    expect(all[2]?.data).toMatchObject({ device: 'press', readings: [{ metric: 'temp', value: 1 }] });
    expect(all[3]?.events).toEqual([{ type: 'Died', device: 'press', occurredAt: NOW }]);
    expect(all[4]).toMatchObject({ hold: true });
  });

  it('9. an alias of another device means nothing here', () => {
    const { last } = play(nbirth(), message('DBIRTH', 1, [{ ...TEMP, alias: 9 }], { device: 'a' }), ndata(2, 1, 9));
    expect(last).toMatchObject({ hold: true, askRebirth: true });
  });

  it('10. null, stale, signed, historical, transient and template values', () => {
    const metrics: SparkplugMetric[] = [
      { name: 'null', datatype: 10, isNull: true },
      { name: 'stale', datatype: 10, value: 1, quality: 500 },
      { name: 'int8', datatype: 1, value: 0xffffffff },
      { name: 'int64', datatype: 4, value: 0xffffffffffffffffn },
      { name: 'old', datatype: 11, value: true, isHistorical: true, timestamp: MS - 86_400_000 },
      { name: 'gone', datatype: 10, value: 1, isTransient: true },
      { name: 'motor', datatype: 19, members: [{ name: 'rpm', datatype: 3, value: 900 }] },
      { name: 'blob', datatype: 17 },
    ];
    const { last } = play(nbirth(0, metrics));
    expect(last.data?.readings.map((r) => [r.metric, r.value, r.quality, r.occurredAt - NOW])).toEqual([
      ['null', null, 'BAD', 0],
      ['stale', 1, 'UNCERTAIN', 0],
      ['int8', -1, 'GOOD', 0],
      ['int64', -1, 'GOOD', 0],
      ['old', true, 'GOOD', -86_400_000_000],
      ['motor/rpm', 900, 'GOOD', 0],
    ]);
    expect(last.data?.violations).toMatchObject([{ code: 'UNSUPPORTED_DATATYPE', value: 'Bytes' }]);
  });

  it('11. any run without a gap, across the wrap at 255, is understood and never asks for a rebirth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), (count) => {
        const data = Array.from({ length: count }, (_, i) => ndata((i + 1) % 256, i));
        return play(nbirth(), ...data).all.every((r) => !r.hold && !r.askRebirth);
      }),
      { numRuns: 30 },
    );
  });

  it('12. whatever is lost, a rebirth is asked for, and nothing is read by an alias that may be out of date', () => {
    const lost = fc.integer({ min: 1, max: 254 });
    fc.assert(
      fc.property(fc.nat(600), lost, (before, missing) => {
        const data = Array.from({ length: before }, (_, i) => ndata((i + 1) % 256));
        const { last } = play(nbirth(), ...data, ndata((before + 1 + missing) % 256));
        return last.hold && last.askRebirth;
      }),
      { numRuns: 50 },
    );
  });

  it('13. rebirth requests keep their distance', () => {
    const at = fc.array(fc.nat(60_000_000), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(at, (offsets) => {
        let state = unknownEdgeNode;
        const asked: number[] = [];
        for (const receivedAt of offsets.toSorted((a, b) => a - b).map((o) => NOW + o)) {
          const received = receiveSparkplug(state, { ...ndata(5), receivedAt }, context);
          state = received.state;
          if (received.askRebirth) asked.push(receivedAt);
        }
        return asked.every((t, i) => i === 0 || t - (asked[i - 1] ?? 0) >= context.rebirthInterval);
      }),
    );
  });

  it('14. never throws, and holds or reads every data message', () => {
    const metric = fc.record(
      {
        name: fc.oneof(fc.constant('temp'), fc.string()),
        alias: fc.nat(20),
        datatype: fc.nat(40),
        value: fc.oneof(fc.double(), fc.boolean(), fc.string(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
        isNull: fc.boolean(),
        timestamp: fc.nat(),
      },
      { requiredKeys: [] },
    );
    const type = fc.constantFrom('NBIRTH', 'NDATA', 'DDATA', 'DBIRTH', 'NDEATH', 'DDEATH');
    const any = fc.record({ type, seq: fc.nat(255), device: fc.constantFrom('a', 'b'), metrics: fc.array(metric) });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (parts) => {
        const messages = parts.map((p) =>
          message(p.type, p.seq, p.metrics, { device: p.type.startsWith('N') ? undefined : p.device }),
        );
        return play(...messages).all.every(
          (r, i) => !messages[i]?.type.endsWith('DATA') || (r.data !== undefined) !== r.hold,
        );
      }),
    );
  });
});

import { AlarmAcknowledged, Codecs } from '@millrace/contracts';
import { describe, expect, it } from 'vitest';
import { runSteps, type Step } from './run-steps.ts';
import { deadLetter, drop, ok, StepError } from './step.ts';
import { BatchContext } from './stream/batch-context.ts';
import { BatchTraces } from './tracing.ts';
import type { InRecord } from './types.ts';

const codecs = Codecs.withoutRegistry();
const acknowledged = (alarmId: string): Buffer =>
  codecs.encode(AlarmAcknowledged, {
    ...{ eventId: 'e', commandId: 'c', tenant: 't', alarmId, occurrence: 1, state: 'ACKNOWLEDGED' as const },
    ...{ assetId: 'x', actor: 'me', comment: '', occurredAt: 1 },
  });

const record = (offset: number, value: Buffer | null): InRecord => ({
  ...{ topic: 'in', partition: 0, offset, timestamp: 0, key: null, value, headers: {} },
});

function batchOf(...values: (Buffer | null)[]): BatchContext {
  const records = values.map((value, offset) => record(offset, value));
  return new BatchContext({
    ...{ topic: 'in', partition: 0, records, stores: new Map(), traces: new BatchTraces('s', 'g', records) },
    signal: new AbortController().signal,
    heartbeat: () => Promise.resolve(),
    toDeadLetter: ({ offset }, { code }) => ({ topic: 'dead', key: `${offset}:${code}`, value: null }),
  });
}
const out = (key: string) => ({ topic: 'out', key, value: null });
const keys = (batch: BatchContext): string[] => batch.outputs.map(({ topic, key }) => `${topic} ${key}`);

describe('runSteps', () => {
  it('1. runs the step for each record in order and gives the values of those that were ok', async () => {
    const batch = batchOf(acknowledged('a'), acknowledged('b'), acknowledged('c'));
    const values = await runSteps(batch, codecs, ({ value }, { offset }) => {
      if (offset === 1) return drop('seen');
      batch.emit(out((value as AlarmAcknowledged).alarmId));
      return ok(offset);
    });
    expect(values).toEqual([0, 2]);
    expect(keys(batch)).toEqual(['out a', 'out c']);
    expect(batch.outcomes.get('dropped_seen')).toBe(1);
  });

  it('2. what cannot be read, or is refused, is a dead letter; what its step had emitted is taken back', async () => {
    const batch = batchOf(Buffer.from('no'), null, acknowledged('a'), acknowledged('b'), acknowledged('c'));
    const told: number[] = [];
    const step: Step<undefined> = async (_, { offset }) => {
      batch.emit(out(`${offset}`));
      if (offset === 2) return deadLetter({ code: 'REFUSED', detail: '' });
      if (offset === 3) throw new StepError({ code: 'THROWN', detail: '' });
      return ok(undefined);
    };
    await runSteps(batch, codecs, step, ({ offset }) => told.push(offset));
    expect(told).toEqual([0, 1, 2, 3]);
    expect(keys(batch)).toEqual([
      'dead 0:NOT_CONFLUENT',
      'dead 1:NO_VALUE',
      'dead 2:REFUSED',
      'dead 3:THROWN',
      'out 4',
    ]);
    expect(batch.outcomes.get('dead_letter')).toBe(4);
  });

  it('3. any other error is thrown on', async () => {
    const batch = batchOf(acknowledged('a'));
    const step = (): never => {
      throw new TypeError('bug');
    };
    await expect(runSteps(batch, codecs, step)).rejects.toThrow('bug');
  });

  it('4. an output too large for Kafka is the record’s fault', async () => {
    const batch = batchOf(acknowledged('a'));
    await runSteps(batch, codecs, () => {
      batch.emit({ topic: 'out', key: 'k', value: Buffer.alloc(9_000_000) });
      return ok(undefined);
    });
    expect(keys(batch)).toEqual(['dead 0:OUTPUT_TOO_LARGE']);
  });
});

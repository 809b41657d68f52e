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
    ...{ assetId: 'x', assetPath: 'a/x', actor: 'me', comment: '', occurredAt: 1 },
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
    await runSteps(batch, codecs, step, { onDeadLetter: ({ offset }) => told.push(offset) });
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

  it('5. a quick step goes first; the general one has what is left, in order', async () => {
    const batch = batchOf(
      acknowledged('a'),
      acknowledged('b'),
      Buffer.from('no'),
      acknowledged('d'),
      acknowledged('e'),
    );
    const told: number[] = [];
    const values = await runSteps<string>(
      batch,
      codecs,
      ({ value }, { offset }) => {
        batch.emit(out(`general ${offset}`));
        return ok((value as AlarmAcknowledged).alarmId);
      },
      {
        quick: ({ offset }) => {
          if (offset % 2 === 1 || offset === 2) return undefined;
          batch.emit(out(`quick ${offset}`));
          if (offset === 4) throw new StepError({ code: 'THROWN', detail: '' });
          return ok(`${offset}`);
        },
        onDeadLetter: ({ offset }) => told.push(offset),
      },
    );
    expect(values).toEqual(['0', 'b', 'd']);
    expect(keys(batch)).toEqual([
      'out quick 0',
      'out general 1',
      'dead 2:NOT_CONFLUENT',
      'out general 3',
      'dead 4:THROWN',
    ]);
    expect(told).toEqual([2, 4]);
  });

  it('6. fetches schemas only when the general step needs them, and then those of all records that are left', async () => {
    const asked: number[] = [];
    const counting = {
      decode: (value: Buffer) => codecs.decode(value),
      prepare: (list: Iterable<Buffer | null>) => {
        asked.push([...list].length);
        return Promise.resolve();
      },
    };
    const batch = batchOf(acknowledged('a'), acknowledged('b'), acknowledged('c'));
    await runSteps(batch, counting, () => ok(undefined), { quick: () => ok(undefined) });
    expect(asked).toEqual([]);
    const quick = ({ offset }: InRecord) => (offset === 0 ? ok(undefined) : undefined);
    await runSteps(batch, counting, () => ok(undefined), { quick });
    expect(asked).toEqual([2]);
  });
});

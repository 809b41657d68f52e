import { DecodeError, type Codecs, type Decoded } from '@millrace/contracts';
import { deadLetter, StepError, type StepResult } from './step.ts';
import type { Batch, InRecord } from './types.ts';

/** A step over one record. What it emits meanwhile is caused by that record. */
export type Step<T> = (decoded: Decoded, record: InRecord) => StepResult<T> | Promise<StepResult<T>>;

/**
 * A step that does without decoding what it can do without it. It answers undefined, before it has done anything, for a record that the
 * general step is to have.
 */
export type QuickStep<T> = (record: InRecord) => StepResult<T> | undefined;

export interface RunOptions<T> {
  /** Tried first. */
  readonly quick?: QuickStep<T>;
  /** Told of every record that went to `dead.letters`. */
  readonly onDeadLetter?: (record: InRecord) => void;
}

/** How long steps run before other work of the process (heartbeats, HTTP) gets a turn, milliseconds. */
const TURN_MS = 100;

/**
 * Runs `step` for every record of the batch, in order, and gives the values of those that were ok. A record that cannot be
 * decoded, and one whose step returns `deadLetter` or throws a StepError, goes to `dead.letters` with its original bytes;
 * what that step had emitted is taken back, and `onDeadLetter` is told. Any other error is the handler's: the batch is tried again.
 */
export async function runSteps<T>(
  batch: Batch,
  codecs: Pick<Codecs, 'prepare' | 'decode'>,
  step: Step<T>,
  { quick, onDeadLetter }: RunOptions<T> = {},
): Promise<T[]> {
  const { records } = batch;
  const values: T[] = [];
  let prepared = false;
  let turn = performance.now();
  for (const [index, record] of records.entries()) {
    const mark = batch.mark();
    batch.cause = record;
    let result = quick === undefined ? undefined : runQuick(quick, record);
    if (result === undefined) {
      if (!prepared) await codecs.prepare(records.slice(index).map(({ value }) => value));
      prepared = true;
      const pending = runStep(codecs, step, record);
      result = pending instanceof Promise ? await pending.catch(refusal) : pending;
    }
    batch.cause = undefined;
    if (result.kind === 'ok') values.push(result.value);
    else if (result.kind === 'drop') batch.count(`dropped_${result.reason}`);
    else {
      batch.rollback(mark);
      batch.deadLetter(record, result.reason);
      onDeadLetter?.(record);
    }
    if (performance.now() - turn > TURN_MS) {
      batch.signal.throwIfAborted();
      await batch.heartbeat();
      await new Promise((resolve) => setImmediate(resolve));
      turn = performance.now();
    }
  }
  return values;
}

function runQuick<T>(quick: QuickStep<T>, record: InRecord): StepResult<T> | undefined {
  try {
    return quick(record);
  } catch (error) {
    return refusal(error);
  }
}

function runStep<T>(
  codecs: Pick<Codecs, 'decode'>,
  step: Step<T>,
  record: InRecord,
): StepResult<T> | Promise<StepResult<T>> {
  if (record.value === null) return deadLetter({ code: 'NO_VALUE', detail: 'the record has no value' });
  try {
    const decoded = codecs.decode(record.value);
    if (decoded === undefined) throw new Error('the schema was not prepared');
    return step(decoded, record);
  } catch (error) {
    return refusal(error);
  }
}

/** Errors that say the record is at fault; every other one is thrown on. */
function refusal(error: unknown): StepResult<never> {
  if (error instanceof StepError) return deadLetter(error.reason);
  if (error instanceof DecodeError) return deadLetter({ code: error.code, detail: error.message });
  throw error;
}

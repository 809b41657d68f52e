import type { StepResult } from './step.ts';
import type { Batch, InRecord } from './types.ts';
import type { Codecs, Decoded } from '@millrace/contracts';

/** Runs `step` for every record of the batch, in order; gives the values of those that were ok. */
export declare function runSteps<T>(
  batch: Batch,
  codecs: Pick<Codecs, 'prepare' | 'decode'>,
  step: (decoded: Decoded, record: InRecord) => StepResult<T> | Promise<StepResult<T>>,
): Promise<T[]>;

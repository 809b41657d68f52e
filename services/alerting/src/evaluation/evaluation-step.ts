import { DecodedView, type Codecs, type Decoded, type EnrichedMessageReader } from '@millrace/contracts';
import { deadLetter, ok, type Batch, type InRecord, type QuickStep, type StepResult } from '@millrace/streaming';
import type { RuleTable } from '../rules/rule-table.ts';
import { evaluateReadings } from './evaluate-readings.ts';
import { evaluateSign, signOf } from './evaluate-sign.ts';
import type { NamedAssets } from './named-assets.ts';

export interface EvaluationParts {
  readonly codecs: Pick<Codecs, 'encode'>;
  readonly rules: Pick<RuleTable, 'watching'>;
  readonly assets: NamedAssets;
  /** Microseconds from the source to us beyond which a record is history. */
  readonly maxDelay: number;
}
export type Outlet = Pick<Batch, 'emit' | 'store'>;

const DONE = ok(undefined);

/** What one record, readings of an asset or news of an anomaly, means for the rules. */
export function evaluationStep(
  parts: EvaluationParts,
  outlet: Outlet,
  decoded: Decoded,
  record: InRecord,
): StepResult<undefined> {
  switch (decoded.type) {
    case 'TelemetryEnriched':
      evaluateReadings(parts, outlet, new DecodedView(decoded.value), record);
      return DONE;
    case 'AnomalyOpened':
    case 'AnomalyUpdated':
    case 'AnomalyClosed':
      evaluateSign(parts, outlet, signOf(decoded), decoded.value, record);
      return DONE;
    default:
      return deadLetter({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type}: no rule is about ${record.topic}` });
  }
}

/** The same straight from the bytes, for the readings that can be read so: nearly all of them. */
export function quickEvaluation(
  parts: EvaluationParts,
  reader: Pick<EnrichedMessageReader, 'read'>,
  outlet: Outlet,
): QuickStep<undefined> {
  return (record) => {
    const message = reader.read(record.value);
    if (message === undefined) return undefined;
    evaluateReadings(parts, outlet, message, record);
    return DONE;
  };
}

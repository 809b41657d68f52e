import type { AnomalyClosed, AnomalyOpened, AnomalyUpdated, Decoded } from '@millrace/contracts';
import { evaluateAnomaly, noConditions, type AnomalySign } from '@millrace/domain';
import type { InRecord } from '@millrace/streaming';
import { commandRecord } from './command-record.ts';
import { assetKey, conditionsStore } from './conditions-store.ts';
import type { EvaluationParts, Outlet } from './evaluation-step.ts';

type AnomalyDecoded = Extract<Decoded, { type: 'AnomalyOpened' | 'AnomalyUpdated' | 'AnomalyClosed' }>;

/** Shows news of an anomaly to the rules that watch its series. */
export function evaluateSign(
  { codecs, rules, maxDelay }: EvaluationParts,
  outlet: Outlet,
  sign: AnomalySign,
  { tenant, assetId, assetPath, metric }: AnomalyOpened | AnomalyUpdated | AnomalyClosed,
  record: InRecord,
): void {
  const store = outlet.store(conditionsStore);
  const asset = assetKey(tenant, assetId);
  const watching = rules.watching(tenant, assetPath).by(metric);
  const before = store.of(asset)?.get(metric)?.conditions;
  const { conditions, transitions } = evaluateAnomaly(before ?? noConditions, sign, watching.rules, maxDelay);
  if (transitions.length === 0) return;
  if (conditions.active.length === 0 && !watching.ofReadings) store.delete(asset, metric);
  else store.set(asset, metric, conditions);
  for (const transition of transitions) {
    outlet.emit(commandRecord(codecs, transition, { tenant, assetId, assetPath, metric, index: 0 }), record);
  }
}

/** An anomaly's event as the rules see it; the highest score so far is the one that counts. */
export function signOf(decoded: AnomalyDecoded): AnomalySign {
  const { metric, anomalyId, occurredAt, detectedAt, eventId: sourceEventId } = decoded.value;
  const about = { metric, anomalyId, occurredAt, detectedAt, sourceEventId };
  switch (decoded.type) {
    case 'AnomalyOpened': {
      const { score, value, expected, unit } = decoded.value;
      return { ...about, phase: 'OPENED', score, value, expected, unit };
    }
    case 'AnomalyUpdated': {
      const { peakScore: score, value, expected } = decoded.value;
      return { ...about, phase: 'UPDATED', score, value, expected, unit: '' };
    }
    case 'AnomalyClosed':
      return { ...about, phase: 'CLOSED', score: decoded.value.peakScore, value: null, expected: null, unit: '' };
    default:
      return decoded satisfies never;
  }
}

import { eventRecord, RaiseAlarm, ReturnAlarmToNormal, type Codecs, type EventContract } from '@millrace/contracts';
import { alarmIdOf, type Transition } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';

/** Where a condition changed, and what tells apart several changes that one record causes. */
export interface Where {
  readonly tenant: string;
  readonly assetId: string;
  readonly assetPath: string;
  readonly metric: string;
  /** Position of the reading in its record. */
  readonly index: number;
}

/** A change of a condition as the command to its alarm; its id is the same however often the record is processed. */
export function commandRecord(codecs: Pick<Codecs, 'encode'>, transition: Transition, where: Where): OutRecord {
  const { tenant, assetId, assetPath, metric } = where;
  const ruleId = transition.kind === 'RAISE' ? transition.rule.ruleId : transition.ruleId;
  const sourceEventId = transition.kind === 'RAISE' ? transition.cause.sourceEventId : transition.sourceEventId;
  const alarmId = alarmIdOf(uuidV5, { tenant, ruleId, assetId, metric });
  const commandId = uuidV5(transition.kind, alarmId, sourceEventId, String(where.index));
  const { occurredAt } = transition;
  const about = { key: `${tenant}/${alarmId}`, id: commandId, source: SOURCE, time: occurredAt };
  const of = <T>(contract: EventContract<T>, data: NoInfer<T>): OutRecord =>
    eventRecord<T>(codecs, contract, data, about);
  if (transition.kind === 'RETURN') {
    return of(ReturnAlarmToNormal, { commandId, tenant, alarmId, value: transition.value, sourceEventId, occurredAt });
  }
  const { version: ruleVersion, name: ruleName, priority } = transition.rule;
  const rule = { ruleId, ruleVersion, ruleName, priority };
  return of(RaiseAlarm, {
    ...{ commandId, tenant, alarmId, assetId, assetPath, metric, occurredAt },
    ...rule,
    cause: transition.cause,
  });
}

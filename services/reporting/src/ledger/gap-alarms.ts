import { eventRecord, RaiseAlarm, ReturnAlarmToNormal, type Codecs } from '@millrace/contracts';
import { alarmIdOf, worthAlarms, type EpochMicros, type Gap } from '@millrace/domain';
import { uuidV5 } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';

/** The rule that gaps are alarms by; it is not among those people define. */
export const LEDGER_RULE = {
  ruleId: 'delivery-ledger',
  ruleVersion: 1,
  ruleName: 'Delivery ledger: something is missing',
};
const SOURCE = '/millrace/reporting';
const MANY = 'many-sources';

/** An alarm of the ledger whose condition is present, as the alarms' table has it. */
export interface OpenAlarm {
  readonly tenant: string;
  readonly alarmId: string;
  readonly source: string;
  readonly since: EpochMicros;
}

/** Alarms of the ledger that have not returned to normal; `source` is '' for one about many. */
export const OPEN_ALARMS = `
SELECT tenant, alarm_id AS alarmId, if(asset_id = '${MANY}', '', asset_id) AS source, toUnixTimestamp64Micro(raised_at) AS since
FROM alarms WHERE rule_id = '${LEDGER_RULE.ruleId}' AND state IN ('UNACKNOWLEDGED', 'ACKNOWLEDGED') LIMIT 10000`;

/** The commands that bring the alarms in line with the gaps: raised where there is one and no alarm, returned where there is none. */
export function alarmCommands(
  codecs: Pick<Codecs, 'encode'>,
  gaps: readonly Gap[],
  open: readonly OpenAlarm[],
  now: EpochMicros,
): OutRecord[] {
  const wanted = new Map(worthAlarms(gaps).map((gap) => [alarmOf(gap).alarmId, gap]));
  const isOpen = new Set(open.map(({ alarmId }) => alarmId));
  const raise = [...wanted.values()].filter((gap) => !isOpen.has(alarmOf(gap).alarmId));
  const gone = open.filter(({ alarmId }) => !wanted.has(alarmId));
  return [...raise.map((gap) => raised(codecs, gap, now)), ...gone.map((alarm) => returned(codecs, alarm, now))];
}

function alarmOf({ tenant, source, hop }: Gap) {
  const assetId = source === '' ? MANY : source;
  const of = { tenant, assetId, metric: `missing/${hop}` };
  return { ...of, assetPath: `delivery/${assetId}`, alarmId: alarmIdOf(uuidV5, { ...of, ruleId: LEDGER_RULE.ruleId }) };
}

function raised(codecs: Pick<Codecs, 'encode'>, gap: Gap, now: EpochMicros): OutRecord {
  const alarm = alarmOf(gap);
  const commandId = uuidV5('RAISE', alarm.alarmId, String(now));
  const cause = { kind: 'THRESHOLD_HIGH', value: gap.missing, limit: 0, unit: '', anomalyId: null } as const;
  // What a source did not send may be made up for by it; what is lost between us and the table is ours to find.
  const priority = gap.hop === 'sequence' ? 'MEDIUM' : 'HIGH';
  const command: RaiseAlarm = {
    ...{ ...alarm, ...LEDGER_RULE, commandId, priority, occurredAt: gap.from },
    cause: { ...cause, sourceEventId: commandId, text: gap.text },
  };
  return eventRecord(codecs, RaiseAlarm, command, about(alarm, commandId, now));
}

function returned(codecs: Pick<Codecs, 'encode'>, { tenant, alarmId }: OpenAlarm, now: EpochMicros): OutRecord {
  const commandId = uuidV5('RETURN', alarmId, String(now));
  const command = { commandId, tenant, alarmId, value: 0, sourceEventId: commandId, occurredAt: now };
  return eventRecord(codecs, ReturnAlarmToNormal, command, about({ tenant, alarmId }, commandId, now));
}

const about = ({ tenant, alarmId }: { tenant: string; alarmId: string }, id: string, time: EpochMicros) => ({
  ...{ key: `${tenant}/${alarmId}`, id, source: SOURCE, time },
});

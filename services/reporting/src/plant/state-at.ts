import { EffectiveCorrections, type Corrections } from '../queries/corrections/effective.ts';
import { valueOf, VALUE_COLUMNS, type StoredValue } from '../queries/stored-value.ts';
import type { Reads } from '../store/reads.ts';

/** What was true of an asset at an instant, by the clocks of its sources. What came late counts: it is what is known today of then. */
export interface AssetState {
  /** The newest reading of each metric until then. */
  readonly values: readonly ValueThen[];
  /** Alarms that were not NORMAL (ISA-18.2), the latest raised first. */
  readonly alarms: readonly AlarmThen[];
  /** Anomalies that were open, the latest opened first. */
  readonly anomalies: readonly AnomalyThen[];
}
export interface ValueThen {
  readonly metric: string;
  readonly value: number | string | boolean | null;
  readonly unit: string;
  readonly quality: string;
  readonly occurredAt: string;
  readonly deviceId: string;
  /** Only of a corrected reading. */
  readonly correctionId?: string;
}
export interface AlarmThen {
  readonly alarmId: string;
  readonly state: string;
  readonly ruleName: string;
  readonly metric: string;
  readonly priority: string;
  readonly causeText: string;
  readonly raisedAt: string;
}
export interface AnomalyThen {
  readonly anomalyId: string;
  readonly metric: string;
  readonly openedAt: string;
  readonly score: number | null;
}

export interface StateQuestion {
  readonly tenant: string;
  readonly assetId: string;
  /** Microseconds. */
  readonly at: number;
  /** What is known of the readings today; what the devices said then without. */
  readonly corrections: Corrections;
}

/** No asset has more of them. */
const MOST = 10_000;
const OF_ASSET = `tenant = {tenant:String} AND asset_id = {assetId:String}
  AND occurred_at <= fromUnixTimestamp64Micro({at:Int64}, 'UTC')`;

const VALUES = (effective: EffectiveCorrections) => `
SELECT metric, ${VALUE_COLUMNS}, unit, quality, occurred_at AS occurredAt, device_id AS deviceId,
  ${effective.readingColumns()}
FROM ${effective.source('readings')}
WHERE ${OF_ASSET} AND occurred_at > fromUnixTimestamp64Micro({since:Int64}, 'UTC')
  AND metric NOT IN {known:Array(String)}
ORDER BY metric, occurred_at DESC, kafka_offset DESC
LIMIT 1 BY metric
LIMIT ${MOST}`;

const ALARMS = `
SELECT alarm_id AS alarmId, argMax(state, (recorded_at, kafka_offset)) AS state,
  argMaxIf(rule_name, (recorded_at, kafka_offset), event_type = 'AlarmRaised') AS ruleName,
  argMaxIf(metric, (recorded_at, kafka_offset), event_type = 'AlarmRaised') AS metric,
  argMaxIf(priority, (recorded_at, kafka_offset), event_type = 'AlarmRaised') AS priority,
  argMaxIf(cause_text, (recorded_at, kafka_offset), event_type = 'AlarmRaised') AS causeText,
  maxIf(occurred_at, event_type = 'AlarmRaised') AS raisedAt
FROM alarm_events AS e
WHERE ${OF_ASSET} AND e.state != ''
GROUP BY alarm_id
HAVING state != 'NORMAL'
ORDER BY raisedAt DESC, alarmId
LIMIT ${MOST}`;

const ANOMALIES = `
SELECT anomaly_id AS anomalyId, any(metric) AS metric, min(ifNull(opened_at, occurred_at)) AS openedAt,
  argMax(score, (recorded_at, kafka_offset)) AS score
FROM anomaly_events
WHERE ${OF_ASSET}
GROUP BY anomaly_id
HAVING countIf(event_type = 'AnomalyClosed') = 0
ORDER BY openedAt DESC, anomalyId
LIMIT ${MOST}`;

/** How far back the newest readings are looked for, days: most are near, and the last look is at everything. */
const LOOKS = [1, 31, Infinity];
const DAY_MICROS = 86_400e6;

type ValueRow = Omit<ValueThen, 'value' | 'correctionId'> &
  StoredValue & { correction_id: string; original_value: number | null };

export async function stateAt(reads: Reads, asked: StateQuestion): Promise<AssetState> {
  const { tenant, assetId, at } = asked;
  const params = { tenant, assetId, at };
  const [values, alarms, anomalies] = await Promise.all([
    valuesAt(reads, asked),
    reads.rows<AlarmThen>(ALARMS, params, MOST),
    reads.rows<AnomalyThen>(ANOMALIES, params, MOST),
  ]);
  return { values, alarms, anomalies };
}

async function valuesAt(reads: Reads, { tenant, assetId, at, corrections }: StateQuestion): Promise<ValueThen[]> {
  const effective = await EffectiveCorrections.of(reads, { tenant, assetId, metric: '', corrections });
  const found: ValueThen[] = [];
  for (const days of LOOKS) {
    const since = Math.max(-1, at - days * DAY_MICROS);
    const known = found.map(({ metric }) => metric);
    const rows = await reads.rows<ValueRow>(VALUES(effective), { tenant, assetId, at, since, known }, MOST);
    found.push(...rows.map(valueThen));
  }
  return found.sort((a, b) => (a.metric < b.metric ? -1 : 1));
}

function valueThen({ number, text, bool, correction_id, original_value: _, ...rest }: ValueRow): ValueThen {
  const value = { ...rest, value: valueOf({ number, text, bool }) };
  return correction_id === '' ? value : { ...value, correctionId: correction_id };
}

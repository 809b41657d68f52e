/** What people filter letters by; an empty text filters nothing. */
export interface LetterFilter {
  readonly kind: string;
  readonly stream: string;
  readonly reason: string;
  readonly topic: string;
  readonly deviceId: string;
  readonly state: string;
  /** Failed (for telemetry: received) from, inclusive, and before; microseconds. */
  readonly from: number;
  readonly to: number;
}

/** Letters in which nothing new came up for so long after they went in again are counted as resolved. */
export const SETTLED_SECONDS = 300;

export const LETTER_STATES = ['open', 'resubmitted', 'resolved', 'failed-again', 'discarded'] as const;

/**
 * Every letter of the tenant with its state. It is resolved when it went in again and did not come back within SETTLED_SECONDS: a stream
 * that rests so long can still prove that wrong, and then the letter has failed again.
 */
export const LETTERS_WITH_STATE = `
SELECT l.tenant AS tenant, l.kind AS kind, l.letter_id AS letter_id, l.service AS service, l.stream AS stream, l.topic AS
  topic, l.partition AS partition, l.offset AS offset, l.device_id AS device_id, l.protocol AS protocol, l.stage AS stage,
  l.reason AS reason, l.field AS field, l.rule AS rule, l.detail AS detail, l.failed_at AS failed_at, l.content_type AS
  content_type, l.reading_places AS reading_places, l.key AS key, l.content AS content, l.headers AS headers, l.parent_id
  AS parent_id, l.root_id AS root_id, l.attempt AS attempt,
  d.version AS version,
  multiIf(d.last = 'LetterDiscarded', 'discarded', d.last = '', 'open', f.letters > 0, 'failed-again',
    d.at < now64(6) - INTERVAL ${SETTLED_SECONDS} SECOND, 'resolved', 'resubmitted') AS state
FROM letters AS l
LEFT JOIN (
  SELECT e.letter_id AS letter_id, max(e.version) AS version, argMax(e.event_type, e.version) AS last, max(e.occurred_at) AS at
  FROM repair_events AS e WHERE e.tenant = {tenant:String} AND e.event_type != 'RepairRefused' GROUP BY e.letter_id
) AS d ON d.letter_id = l.letter_id
LEFT JOIN (
  SELECT c.parent_id AS parent_id, count() AS letters FROM letters AS c
  WHERE c.tenant = {tenant:String} AND c.parent_id != '' GROUP BY c.parent_id
) AS f ON f.parent_id = l.letter_id
WHERE l.tenant = {tenant:String}`;

const equals = (column: string, parameter: string): string =>
  `({${parameter}:String} = '' OR ${column} = {${parameter}:String})`;

/** The letters a filter lets through; parameters are those of LetterFilter and `tenant`. */
export const FILTERED_LETTERS = `(${LETTERS_WITH_STATE}
  AND l.failed_at >= fromUnixTimestamp64Micro({from:Int64}, 'UTC') AND l.failed_at < fromUnixTimestamp64Micro({to:Int64}, 'UTC')
  AND ${equals('l.kind', 'kind')} AND ${equals('l.stream', 'stream')} AND ${equals('l.reason', 'reason')}
  AND ${equals('l.topic', 'topic')} AND ${equals('l.device_id', 'deviceId')} AND ${equals('state', 'state')})`;

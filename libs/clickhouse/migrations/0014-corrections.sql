-- Corrections: what people decided about readings that were wrong, and the readings and rollups as these decisions make them.
-- `readings` and `readings_1m`, `_1h`, `_1d` stay what the devices said. Everything below is made from them and from the decisions when
-- it is asked for, so that late readings, withdrawals and crashes leave nothing to be caught up with (docs/adr/0023).
CREATE TABLE IF NOT EXISTS correction_events
(
    tenant          LowCardinality(String) COMMENT 'Tenant that owns the asset',
    asset_id        String COMMENT 'Asset whose readings it is about',
    correction_id   String COMMENT 'Correction the event belongs to',
    version         Int64 COMMENT 'Version of the corrections of the asset after the event, from 1; 0 for a refused command',
    event_id        String COMMENT 'Identity of the event',
    event_type      LowCardinality(String) COMMENT 'CorrectionRequested, CorrectionApproved, CorrectionRejected, CorrectionWithdrawn or CorrectionCommandRefused',
    command_id      String COMMENT 'Command that led to the event',
    actor           LowCardinality(String) COMMENT 'Who asked for it',
    occurred_at     DateTime64(6, 'UTC') COMMENT 'When it was decided',
    reason          String COMMENT 'Why, in the words of the actor',
    asset_path      String COMMENT 'Path of the asset when it was requested (requested)',
    metric          String COMMENT 'Metric whose readings are wrong (requested)',
    unit            LowCardinality(String) COMMENT 'Unit of the metric when it was requested, UCUM code (requested)',
    range_from      DateTime64(6, 'UTC') COMMENT 'First instant of the wrong readings, source clock (requested)',
    range_to        DateTime64(6, 'UTC') COMMENT 'First instant after them (requested)',
    kind            LowCardinality(String) COMMENT 'VOID, SCALE or REPLACE (requested)',
    factor          Float64 COMMENT 'SCALE: value as corrected = value * factor + offset',
    offset          Float64 COMMENT 'SCALE: see factor, in `unit`',
    replacements    String COMMENT 'REPLACE: JSON array of [instant in microseconds since 1970, value in `unit`], in order (requested)',
    code            LowCardinality(String) COMMENT 'Why a command was refused (refused)',
    field           String COMMENT 'Field at fault (refused)',
    detail          String COMMENT 'One sentence about the refusal (refused)',
    kafka_partition UInt16 COMMENT 'Lineage: partition of corrections.events',
    kafka_offset    Int64 COMMENT 'Lineage: offset on corrections.events',
    inserted_at     DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When the row was written here'
)
ENGINE = MergeTree
PARTITION BY toYear(occurred_at)
ORDER BY (tenant, asset_id, correction_id, version, kafka_offset)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'What people decided about wrong readings';

-- Each correction as it is now. It changes readings while its state is APPROVED; of one series no two of these overlap.
CREATE VIEW IF NOT EXISTS corrections AS
SELECT
    e.tenant AS tenant,
    e.asset_id AS asset_id,
    e.correction_id AS correction_id,
    multiIf(
        countIf(e.event_type = 'CorrectionWithdrawn') > 0, 'WITHDRAWN',
        countIf(e.event_type = 'CorrectionRejected') > 0, 'REJECTED',
        countIf(e.event_type = 'CorrectionApproved') > 0, 'APPROVED',
        'REQUESTED') AS state,
    max(e.version) AS version,
    anyIf(e.asset_path, e.event_type = 'CorrectionRequested') AS asset_path,
    anyIf(e.metric, e.event_type = 'CorrectionRequested') AS metric,
    anyIf(e.unit, e.event_type = 'CorrectionRequested') AS unit,
    anyIf(e.range_from, e.event_type = 'CorrectionRequested') AS range_from,
    anyIf(e.range_to, e.event_type = 'CorrectionRequested') AS range_to,
    anyIf(e.kind, e.event_type = 'CorrectionRequested') AS kind,
    anyIf(e.factor, e.event_type = 'CorrectionRequested') AS factor,
    anyIf(e.offset, e.event_type = 'CorrectionRequested') AS offset,
    anyIf(e.replacements, e.event_type = 'CorrectionRequested') AS replacements,
    anyIf(e.reason, e.event_type = 'CorrectionRequested') AS reason,
    anyIf(e.actor, e.event_type = 'CorrectionRequested') AS requested_by,
    minIf(e.occurred_at, e.event_type = 'CorrectionRequested') AS requested_at,
    anyIf(e.actor, e.event_type = 'CorrectionApproved') AS approved_by,
    minOrNullIf(e.occurred_at, e.event_type = 'CorrectionApproved') AS approved_at
FROM correction_events AS e
WHERE e.event_type != 'CorrectionCommandRefused'
GROUP BY e.tenant, e.asset_id, e.correction_id;

-- The days (UTC) of each series that a correction touches. Their readings and rollups are made anew; all others are taken as they are.
CREATE VIEW IF NOT EXISTS corrected_days AS
SELECT DISTINCT
    tenant,
    asset_id,
    metric,
    arrayJoin(arrayMap(
        i -> toStartOfDay(range_from) + toIntervalDay(i),
        range(toUInt32(dateDiff('day', range_from, range_to - toIntervalMicrosecond(1)) + 1)))) AS day
FROM corrections
WHERE state = 'APPROVED';

-- Every reading of a corrected day and what its correction makes of it, the values put in place of readings among them.
CREATE VIEW IF NOT EXISTS corrected_day_readings AS
SELECT
    r.tenant AS tenant,
    r.asset_id AS asset_id,
    r.asset_path AS asset_path,
    r.metric AS metric,
    r.occurred_at AS occurred_at,
    r.received_at AS received_at,
    multiIf(
        c.correction_id = '' OR r.occurred_at >= c.range_to, r.value,
        c.kind = 'SCALE' AND isFinite(assumeNotNull(r.value) * c.factor + c.offset), r.value * c.factor + c.offset,
        NULL) AS value,
    r.value_text AS value_text,
    r.value_bool AS value_bool,
    r.unit AS unit,
    r.quality AS quality,
    r.device_id AS device_id,
    r.event_id AS event_id,
    r.reading_index AS reading_index,
    r.shift AS shift,
    r.kafka_offset AS kafka_offset,
    if(r.occurred_at < c.range_to, c.correction_id, '') AS correction_id,
    r.value AS original_value,
    correction_id = '' OR c.kind = 'SCALE' AS counts
FROM readings AS r
ASOF LEFT JOIN
(
    SELECT tenant, asset_id, metric, correction_id, range_from, range_to, kind, factor, offset
    FROM corrections
    WHERE state = 'APPROVED'
) AS c ON c.tenant = r.tenant AND c.asset_id = r.asset_id AND c.metric = r.metric AND r.occurred_at >= c.range_from
WHERE (r.tenant, r.asset_id, r.metric, toStartOfDay(r.occurred_at)) IN (SELECT tenant, asset_id, metric, day FROM corrected_days)
UNION ALL
SELECT
    tenant,
    asset_id,
    asset_path,
    metric,
    fromUnixTimestamp64Micro(point.2.1, 'UTC') AS occurred_at,
    assumeNotNull(approved_at) AS received_at,
    toNullable(point.2.2) AS value,
    NULL AS value_text,
    NULL AS value_bool,
    unit,
    CAST('GOOD', 'Enum8(\'GOOD\' = 1, \'UNCERTAIN\' = 2, \'BAD\' = 3)') AS quality,
    '' AS device_id,
    toUUID(correction_id) AS event_id,
    toUInt16(point.1) AS reading_index,
    '' AS shift,
    toInt64(-1) AS kafka_offset,
    correction_id,
    NULL AS original_value,
    true AS counts
FROM
(
    SELECT *, arrayJoin(arrayZip(arrayEnumerate(points), points)) AS point
    FROM (SELECT *, JSONExtract(replacements, 'Array(Tuple(Int64, Float64))') AS points FROM corrections WHERE state = 'APPROVED' AND kind = 'REPLACE')
);

-- Readings as corrected: those that are void are not there, `original_value` is what the device said. `correction_id` is empty for a
-- reading that nobody corrected.
CREATE VIEW IF NOT EXISTS corrected_readings AS
SELECT
    tenant, asset_id, asset_path, metric, occurred_at, received_at, value, value_text, value_bool, unit, quality, device_id, event_id,
    reading_index, shift, kafka_offset, '' AS correction_id, value AS original_value
FROM readings
WHERE (tenant, asset_id, metric, toStartOfDay(occurred_at)) NOT IN (SELECT tenant, asset_id, metric, day FROM corrected_days)
UNION ALL
SELECT
    tenant, asset_id, asset_path, metric, occurred_at, received_at, value, value_text, value_bool, unit, quality, device_id, event_id,
    reading_index, shift, kafka_offset, correction_id, original_value
FROM corrected_day_readings
WHERE counts;

-- Rollups as corrected, with the columns of `readings_1m` and its like as plain values. `corrected` is how many readings were left out,
-- changed or put in place of others; a bucket of which nothing is left has a count of 0.
CREATE VIEW IF NOT EXISTS corrected_readings_1m AS
SELECT
    r.tenant AS tenant,
    r.asset_id AS asset_id,
    r.metric AS metric,
    r.bucket AS bucket,
    sum(r.count) AS count,
    sum(r.good_count) AS good_count,
    sum(r.sum) AS sum,
    toNullable(min(r.min)) AS min,
    toNullable(max(r.max)) AS max,
    toNullable(argMinMerge(r.first_value)) AS first_value,
    toNullable(argMaxMerge(r.last_value)) AS last_value,
    toUInt64(0) AS corrected,
    CAST([], 'Array(String)') AS correction_ids
FROM readings_1m AS r
WHERE (r.tenant, r.asset_id, r.metric, toStartOfDay(r.bucket)) NOT IN (SELECT tenant, asset_id, metric, day FROM corrected_days)
GROUP BY r.tenant, r.asset_id, r.metric, r.bucket
UNION ALL
SELECT
    tenant,
    asset_id,
    metric,
    toStartOfMinute(r.occurred_at) AS bucket,
    countIf(r.counts) AS count,
    countIf(r.counts AND r.quality = 'GOOD') AS good_count,
    sumIf(assumeNotNull(r.value), r.counts) AS sum,
    minOrNullIf(assumeNotNull(r.value), r.counts) AS min,
    maxOrNullIf(assumeNotNull(r.value), r.counts) AS max,
    argMinOrNullIf(assumeNotNull(r.value), r.occurred_at, r.counts) AS first_value,
    argMaxOrNullIf(assumeNotNull(r.value), r.occurred_at, r.counts) AS last_value,
    countIf(r.correction_id != '') AS corrected,
    arraySort(groupUniqArrayIf(r.correction_id, r.correction_id != '')) AS correction_ids
FROM corrected_day_readings AS r
WHERE isNotNull(if(r.counts, r.value, r.original_value)) AND r.quality != 'BAD'
GROUP BY tenant, asset_id, metric, bucket;

CREATE VIEW IF NOT EXISTS corrected_readings_1h AS
SELECT
    r.tenant AS tenant,
    r.asset_id AS asset_id,
    r.metric AS metric,
    r.bucket AS bucket,
    sum(r.count) AS count,
    sum(r.good_count) AS good_count,
    sum(r.sum) AS sum,
    toNullable(min(r.min)) AS min,
    toNullable(max(r.max)) AS max,
    toNullable(argMinMerge(r.first_value)) AS first_value,
    toNullable(argMaxMerge(r.last_value)) AS last_value,
    toUInt64(0) AS corrected,
    CAST([], 'Array(String)') AS correction_ids
FROM readings_1h AS r
WHERE (r.tenant, r.asset_id, r.metric, toStartOfDay(r.bucket)) NOT IN (SELECT tenant, asset_id, metric, day FROM corrected_days)
GROUP BY r.tenant, r.asset_id, r.metric, r.bucket
UNION ALL
SELECT
    tenant,
    asset_id,
    metric,
    toStartOfHour(r.occurred_at) AS bucket,
    countIf(r.counts) AS count,
    countIf(r.counts AND r.quality = 'GOOD') AS good_count,
    sumIf(assumeNotNull(r.value), r.counts) AS sum,
    minOrNullIf(assumeNotNull(r.value), r.counts) AS min,
    maxOrNullIf(assumeNotNull(r.value), r.counts) AS max,
    argMinOrNullIf(assumeNotNull(r.value), r.occurred_at, r.counts) AS first_value,
    argMaxOrNullIf(assumeNotNull(r.value), r.occurred_at, r.counts) AS last_value,
    countIf(r.correction_id != '') AS corrected,
    arraySort(groupUniqArrayIf(r.correction_id, r.correction_id != '')) AS correction_ids
FROM corrected_day_readings AS r
WHERE isNotNull(if(r.counts, r.value, r.original_value)) AND r.quality != 'BAD'
GROUP BY tenant, asset_id, metric, bucket;

CREATE VIEW IF NOT EXISTS corrected_readings_1d AS
SELECT
    r.tenant AS tenant,
    r.asset_id AS asset_id,
    r.metric AS metric,
    r.bucket AS bucket,
    sum(r.count) AS count,
    sum(r.good_count) AS good_count,
    sum(r.sum) AS sum,
    toNullable(min(r.min)) AS min,
    toNullable(max(r.max)) AS max,
    toNullable(argMinMerge(r.first_value)) AS first_value,
    toNullable(argMaxMerge(r.last_value)) AS last_value,
    toUInt64(0) AS corrected,
    CAST([], 'Array(String)') AS correction_ids
FROM readings_1d AS r
WHERE (r.tenant, r.asset_id, r.metric, toStartOfDay(r.bucket)) NOT IN (SELECT tenant, asset_id, metric, day FROM corrected_days)
GROUP BY r.tenant, r.asset_id, r.metric, r.bucket
UNION ALL
SELECT
    tenant,
    asset_id,
    metric,
    toStartOfDay(r.occurred_at) AS bucket,
    countIf(r.counts) AS count,
    countIf(r.counts AND r.quality = 'GOOD') AS good_count,
    sumIf(assumeNotNull(r.value), r.counts) AS sum,
    minOrNullIf(assumeNotNull(r.value), r.counts) AS min,
    maxOrNullIf(assumeNotNull(r.value), r.counts) AS max,
    argMinOrNullIf(assumeNotNull(r.value), r.occurred_at, r.counts) AS first_value,
    argMaxOrNullIf(assumeNotNull(r.value), r.occurred_at, r.counts) AS last_value,
    countIf(r.correction_id != '') AS corrected,
    arraySort(groupUniqArrayIf(r.correction_id, r.correction_id != '')) AS correction_ids
FROM corrected_day_readings AS r
WHERE isNotNull(if(r.counts, r.value, r.original_value)) AND r.quality != 'BAD'
GROUP BY tenant, asset_id, metric, bucket;

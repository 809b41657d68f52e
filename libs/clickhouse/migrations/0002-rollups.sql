-- Rollups of numeric readings that are not BAD. Averages are sum / count at query time, so that rollups of rollups stay exact.
-- Minute rollups come from the readings, hours from the minutes, days from the hours: each level reads what the one below wrote.
CREATE TABLE IF NOT EXISTS readings_1m
(
    tenant      LowCardinality(String) COMMENT 'Tenant that owns the asset',
    asset_id    LowCardinality(String) COMMENT 'Asset',
    metric      LowCardinality(String) COMMENT 'Metric of the asset',
    bucket      DateTime('UTC') COMMENT 'Start of the minute (UTC)' CODEC(DoubleDelta, LZ4),
    count       SimpleAggregateFunction(sum, UInt64) COMMENT 'Readings aggregated: numeric and not BAD',
    good_count  SimpleAggregateFunction(sum, UInt64) COMMENT 'Of these, how many were GOOD',
    sum         SimpleAggregateFunction(sum, Float64) COMMENT 'Sum of the values',
    min         SimpleAggregateFunction(min, Float64) COMMENT 'Smallest value',
    max         SimpleAggregateFunction(max, Float64) COMMENT 'Largest value',
    first_value AggregateFunction(argMin, Float64, DateTime64(6, 'UTC')) COMMENT 'Value of the earliest reading (argMinMerge)',
    last_value  AggregateFunction(argMax, Float64, DateTime64(6, 'UTC')) COMMENT 'Value of the latest reading (argMaxMerge)'
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(bucket)
ORDER BY (tenant, asset_id, metric, bucket)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'Numeric readings by minute';

CREATE TABLE IF NOT EXISTS readings_1h
(
    tenant      LowCardinality(String) COMMENT 'Tenant that owns the asset',
    asset_id    LowCardinality(String) COMMENT 'Asset',
    metric      LowCardinality(String) COMMENT 'Metric of the asset',
    bucket      DateTime('UTC') COMMENT 'Start of the hour (UTC)' CODEC(DoubleDelta, LZ4),
    count       SimpleAggregateFunction(sum, UInt64) COMMENT 'Readings aggregated: numeric and not BAD',
    good_count  SimpleAggregateFunction(sum, UInt64) COMMENT 'Of these, how many were GOOD',
    sum         SimpleAggregateFunction(sum, Float64) COMMENT 'Sum of the values',
    min         SimpleAggregateFunction(min, Float64) COMMENT 'Smallest value',
    max         SimpleAggregateFunction(max, Float64) COMMENT 'Largest value',
    first_value AggregateFunction(argMin, Float64, DateTime64(6, 'UTC')) COMMENT 'Value of the earliest reading (argMinMerge)',
    last_value  AggregateFunction(argMax, Float64, DateTime64(6, 'UTC')) COMMENT 'Value of the latest reading (argMaxMerge)'
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(bucket)
ORDER BY (tenant, asset_id, metric, bucket)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'Numeric readings by hour';

CREATE TABLE IF NOT EXISTS readings_1d
(
    tenant      LowCardinality(String) COMMENT 'Tenant that owns the asset',
    asset_id    LowCardinality(String) COMMENT 'Asset',
    metric      LowCardinality(String) COMMENT 'Metric of the asset',
    bucket      DateTime('UTC') COMMENT 'Start of the day (UTC)' CODEC(DoubleDelta, LZ4),
    count       SimpleAggregateFunction(sum, UInt64) COMMENT 'Readings aggregated: numeric and not BAD',
    good_count  SimpleAggregateFunction(sum, UInt64) COMMENT 'Of these, how many were GOOD',
    sum         SimpleAggregateFunction(sum, Float64) COMMENT 'Sum of the values',
    min         SimpleAggregateFunction(min, Float64) COMMENT 'Smallest value',
    max         SimpleAggregateFunction(max, Float64) COMMENT 'Largest value',
    first_value AggregateFunction(argMin, Float64, DateTime64(6, 'UTC')) COMMENT 'Value of the earliest reading (argMinMerge)',
    last_value  AggregateFunction(argMax, Float64, DateTime64(6, 'UTC')) COMMENT 'Value of the latest reading (argMaxMerge)'
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(bucket)
ORDER BY (tenant, asset_id, metric, bucket)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'Numeric readings by day';

CREATE MATERIALIZED VIEW IF NOT EXISTS readings_1m_mv TO readings_1m AS
SELECT
    tenant,
    asset_id,
    metric,
    toStartOfMinute(occurred_at) AS bucket,
    count() AS count,
    countIf(quality = 'GOOD') AS good_count,
    sum(assumeNotNull(value)) AS sum,
    min(assumeNotNull(value)) AS min,
    max(assumeNotNull(value)) AS max,
    argMinState(assumeNotNull(value), occurred_at) AS first_value,
    argMaxState(assumeNotNull(value), occurred_at) AS last_value
FROM readings
WHERE isNotNull(value) AND quality != 'BAD'
GROUP BY tenant, asset_id, metric, bucket;

CREATE MATERIALIZED VIEW IF NOT EXISTS readings_1h_mv TO readings_1h AS
SELECT
    tenant,
    asset_id,
    metric,
    toStartOfHour(minutes.bucket) AS bucket,
    sum(minutes.count) AS count,
    sum(minutes.good_count) AS good_count,
    sum(minutes.sum) AS sum,
    min(minutes.min) AS min,
    max(minutes.max) AS max,
    argMinMergeState(minutes.first_value) AS first_value,
    argMaxMergeState(minutes.last_value) AS last_value
FROM readings_1m AS minutes
GROUP BY tenant, asset_id, metric, bucket;

CREATE MATERIALIZED VIEW IF NOT EXISTS readings_1d_mv TO readings_1d AS
SELECT
    tenant,
    asset_id,
    metric,
    toStartOfDay(hours.bucket) AS bucket,
    sum(hours.count) AS count,
    sum(hours.good_count) AS good_count,
    sum(hours.sum) AS sum,
    min(hours.min) AS min,
    max(hours.max) AS max,
    argMinMergeState(hours.first_value) AS first_value,
    argMaxMergeState(hours.last_value) AS last_value
FROM readings_1h AS hours
GROUP BY tenant, asset_id, metric, bucket;

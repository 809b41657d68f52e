-- The newest reading of every series by the source clock, any type and quality. A late reading never replaces a newer one.
-- Read it with FINAL.
CREATE TABLE IF NOT EXISTS latest_values
(
    tenant      LowCardinality(String) COMMENT 'Tenant that owns the asset',
    asset_id    LowCardinality(String) COMMENT 'Asset',
    metric      LowCardinality(String) COMMENT 'Metric of the asset',
    asset_path  LowCardinality(String) COMMENT 'Path of the asset at that reading',
    occurred_at DateTime64(6, 'UTC') COMMENT 'Source clock of the newest reading',
    received_at DateTime64(6, 'UTC') COMMENT 'Ingestion clock of the newest reading',
    value       Nullable(Float64) COMMENT 'Number, when the reading is one',
    value_text  Nullable(String) COMMENT 'Text, when the reading is text',
    value_bool  Nullable(Bool) COMMENT 'Truth value, when the reading is one',
    unit        LowCardinality(String) COMMENT 'Unit of `value`, UCUM code',
    quality     Enum8('GOOD' = 1, 'UNCERTAIN' = 2, 'BAD' = 3) COMMENT 'Quality of the reading',
    device_id   LowCardinality(String) COMMENT 'Device that sent it',
    event_id    UUID COMMENT 'Identity of the device message it came in'
)
ENGINE = ReplacingMergeTree(occurred_at)
ORDER BY (tenant, asset_id, metric)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'Newest reading of every series';

CREATE MATERIALIZED VIEW IF NOT EXISTS latest_values_mv TO latest_values AS
SELECT
    tenant,
    asset_id,
    metric,
    asset_path,
    occurred_at,
    received_at,
    value,
    value_text,
    value_bool,
    unit,
    quality,
    device_id,
    event_id
FROM readings
ORDER BY occurred_at DESC
LIMIT 1 BY tenant, asset_id, metric;

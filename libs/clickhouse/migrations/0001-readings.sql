-- Every reading, as enriched, in the order people ask for it: one asset, one metric, a stretch of time.
-- Identity of a reading: (event_id, asset_id, reading_index). Written in blocks with a deduplication token, so a retried block
-- leaves no trace; the window below is how many blocks back a retry is still recognised.
CREATE TABLE IF NOT EXISTS readings
(
    tenant           LowCardinality(String) COMMENT 'Tenant that owns the asset',
    asset_id         LowCardinality(String) COMMENT 'Asset the reading belongs to',
    asset_path       LowCardinality(String) COMMENT 'Path of the asset in the equipment hierarchy when the reading was enriched',
    metric           LowCardinality(String) COMMENT 'Metric of the asset',
    occurred_at      DateTime64(6, 'UTC') COMMENT 'Source clock: when the value was true' CODEC(DoubleDelta, LZ4),
    received_at      DateTime64(6, 'UTC') COMMENT 'Ingestion clock: when the plant network handed it over' CODEC(Delta, LZ4),
    value            Nullable(Float64) COMMENT 'Number in `unit`; null when the reading is not a number. Never NaN or infinite',
    value_text       Nullable(String) COMMENT 'Text, when the reading is text',
    value_bool       Nullable(Bool) COMMENT 'Truth value, when the reading is one',
    unit             LowCardinality(String) COMMENT 'Unit of `value`, UCUM code',
    quality          Enum8('GOOD' = 1, 'UNCERTAIN' = 2, 'BAD' = 3) COMMENT 'Quality of the reading; BAD is kept but never aggregated',
    device_id        LowCardinality(String) COMMENT 'Device that sent it',
    event_id         UUID COMMENT 'Identity of the device message it came in',
    reading_index    UInt16 COMMENT 'Position of the reading in the device message',
    shift            LowCardinality(String) COMMENT 'Shift during which it occurred; empty when no calendar applies',
    source_partition UInt16 COMMENT 'Lineage: partition of telemetry.received',
    source_offset    Int64 COMMENT 'Lineage: offset on telemetry.received' CODEC(Delta, LZ4),
    kafka_partition  UInt16 COMMENT 'Lineage: partition of telemetry.enriched',
    kafka_offset     Int64 COMMENT 'Lineage: offset on telemetry.enriched' CODEC(Delta, LZ4),
    trace_id         String COMMENT 'W3C trace id (32 hex digits) of a sampled message; empty otherwise',
    inserted_at      DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When the row was written here' CODEC(Delta, LZ4),
    INDEX by_event event_id TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (tenant, asset_id, metric, occurred_at)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'Every reading, as enriched';

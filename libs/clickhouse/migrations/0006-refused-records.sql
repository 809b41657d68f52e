-- What could not be used, with its reason and its original bytes: telemetry that was rejected, and records that stopped a stage.
CREATE TABLE IF NOT EXISTS rejected_readings
(
    tenant           LowCardinality(String) COMMENT 'Tenant that sent it',
    rejection_id     String COMMENT 'Identity of the rejection',
    device_id        LowCardinality(String) COMMENT 'Device it claims to be from; may be empty',
    protocol         LowCardinality(String) COMMENT 'How it came: HTTP, MQTT, SPARKPLUG or UNKNOWN',
    stage            LowCardinality(String) COMMENT 'Step that refused it',
    reason           LowCardinality(String) COMMENT 'Code, for example UNKNOWN_DEVICE',
    field            String COMMENT 'Field that broke the rule; empty when it is about the whole message',
    rule             String COMMENT 'Rule that was broken; may be empty',
    detail           String COMMENT 'One sentence for people',
    received_at      DateTime64(6, 'UTC') COMMENT 'When ingestion took it',
    content_type     LowCardinality(String) COMMENT 'Media type of the payload',
    payload          String COMMENT 'Original bytes' CODEC(ZSTD(3)),
    source_topic     LowCardinality(String) COMMENT 'Topic of the record it came from; empty when it never was one',
    source_partition Nullable(UInt16) COMMENT 'Partition of that record',
    source_offset    Nullable(Int64) COMMENT 'Offset of that record',
    kafka_partition  UInt16 COMMENT 'Lineage: partition of telemetry.rejected',
    kafka_offset     Int64 COMMENT 'Lineage: offset on telemetry.rejected',
    inserted_at      DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When the row was written here'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (tenant, received_at, rejection_id)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'Telemetry that could not be used';

CREATE TABLE IF NOT EXISTS dead_letters
(
    tenant           LowCardinality(String) COMMENT 'Tenant named by the record key; empty when the key could not be read',
    dead_letter_id   String COMMENT 'Identity of the dead letter',
    service          LowCardinality(String) COMMENT 'Service that could not use the record',
    stream           LowCardinality(String) COMMENT 'Stream of that service',
    source_topic     LowCardinality(String) COMMENT 'Topic of the record',
    source_partition UInt16 COMMENT 'Partition of the record',
    source_offset    Int64 COMMENT 'Offset of the record',
    source_timestamp DateTime64(3, 'UTC') COMMENT 'Timestamp of the record',
    reason           LowCardinality(String) COMMENT 'Code, for example CORRUPT',
    field            String COMMENT 'Field that broke the rule; may be empty',
    rule             String COMMENT 'Rule that was broken; may be empty',
    detail           String COMMENT 'One sentence for people',
    failed_at        DateTime64(6, 'UTC') COMMENT 'When it failed',
    key              Nullable(String) COMMENT 'Original key, bytes',
    value            Nullable(String) COMMENT 'Original value, bytes' CODEC(ZSTD(3)),
    headers          Map(String, String) COMMENT 'Original headers, bytes',
    kafka_topic      LowCardinality(String) COMMENT 'Lineage: dead.letters, or the topic itself when reporting could not use the record',
    kafka_partition  UInt16 COMMENT 'Lineage: partition of kafka_topic',
    kafka_offset     Int64 COMMENT 'Lineage: offset on kafka_topic',
    inserted_at      DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When the row was written here'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(failed_at)
ORDER BY (service, stream, failed_at, dead_letter_id)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'Records that a stage could not use';

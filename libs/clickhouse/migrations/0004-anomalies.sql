-- What the detector said, event by event, and the current state of every anomaly made from it.
CREATE TABLE IF NOT EXISTS anomaly_events
(
    tenant           LowCardinality(String) COMMENT 'Tenant that owns the asset',
    event_id         String COMMENT 'Identity of the event',
    event_type       LowCardinality(String) COMMENT 'AnomalyOpened, AnomalyUpdated or AnomalyClosed',
    anomaly_id       String COMMENT 'Anomaly the event belongs to',
    asset_id         LowCardinality(String) COMMENT 'Asset',
    asset_path       LowCardinality(String) COMMENT 'Path of the asset when the event was written',
    metric           LowCardinality(String) COMMENT 'Metric of the asset',
    unit             LowCardinality(String) COMMENT 'Unit of the values (opened); empty otherwise',
    detector         LowCardinality(String) COMMENT 'Detector that opened it; empty otherwise',
    detector_version UInt32 COMMENT 'Version of the detector (opened); 0 otherwise',
    opened_at        Nullable(DateTime64(6, 'UTC')) COMMENT 'Source time of the reading that opened it (opened, closed)',
    occurred_at      DateTime64(6, 'UTC') COMMENT 'Source time of the reading that caused the event',
    detected_at      DateTime64(6, 'UTC') COMMENT 'When the detector decided',
    score            Nullable(Float64) COMMENT 'Score of the reading, 0 to 1 (opened, updated)',
    peak_score       Nullable(Float64) COMMENT 'Highest score so far (updated, closed)',
    readings         Nullable(Int64) COMMENT 'Readings since it opened (updated, closed)',
    value            Nullable(Float64) COMMENT 'Value of the reading (opened, updated)',
    expected         Nullable(Float64) COMMENT 'Value the detector expected (opened, updated)',
    lower            Nullable(Float64) COMMENT 'Lower end of the normal band (opened)',
    upper            Nullable(Float64) COMMENT 'Upper end of the normal band (opened)',
    source_event_id  String COMMENT 'Event id of the reading that caused the event',
    kafka_partition  UInt16 COMMENT 'Lineage: partition of anomalies.events',
    kafka_offset     Int64 COMMENT 'Lineage: offset on anomalies.events',
    recorded_at      DateTime64(3, 'UTC') COMMENT 'Timestamp of the Kafka record',
    inserted_at      DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When the row was written here'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(detected_at)
ORDER BY (tenant, anomaly_id, recorded_at, kafka_offset)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'Events of anomalies';

CREATE VIEW IF NOT EXISTS anomalies AS
SELECT
    e.tenant AS tenant,
    e.anomaly_id AS anomaly_id,
    if(countIf(e.event_type = 'AnomalyClosed') > 0, 'CLOSED', 'OPEN') AS state,
    any(e.asset_id) AS asset_id,
    argMax(e.asset_path, (e.recorded_at, e.kafka_offset)) AS asset_path,
    any(e.metric) AS metric,
    max(e.unit) AS unit,
    max(e.detector) AS detector,
    max(e.detector_version) AS detector_version,
    min(ifNull(e.opened_at, e.occurred_at)) AS opened_at,
    max(e.occurred_at) AS last_occurred_at,
    maxOrNullIf(e.occurred_at, e.event_type = 'AnomalyClosed') AS closed_at,
    min(e.detected_at) AS detected_at,
    argMax(e.score, (e.recorded_at, e.kafka_offset)) AS score,
    max(ifNull(e.peak_score, e.score)) AS peak_score,
    max(ifNull(e.readings, 1)) AS readings,
    argMax(e.value, (e.recorded_at, e.kafka_offset)) AS value,
    argMax(e.expected, (e.recorded_at, e.kafka_offset)) AS expected,
    any(e.lower) AS lower,
    any(e.upper) AS upper,
    argMax(e.source_event_id, (e.recorded_at, e.kafka_offset)) AS source_event_id
FROM anomaly_events AS e
GROUP BY e.tenant, e.anomaly_id;

-- The life of every alarm, event by event, and its current state (ISA-18.2) made from it.
CREATE TABLE IF NOT EXISTS alarm_events
(
    tenant                LowCardinality(String) COMMENT 'Tenant that owns the asset',
    event_id              String COMMENT 'Identity of the event',
    event_type            LowCardinality(String) COMMENT 'AlarmRaised, AlarmAcknowledged, AlarmReturnedToNormal or AlarmCommandRefused',
    command_id            String COMMENT 'Command that led to the event',
    alarm_id              String COMMENT 'Alarm, one per rule, asset and metric',
    occurrence            Int64 COMMENT 'Which time the alarm is active, from 1; 0 for a refused command',
    state                 LowCardinality(String) COMMENT 'State after the event: NORMAL, UNACKNOWLEDGED, ACKNOWLEDGED, RETURNED_UNACKNOWLEDGED; empty for a refused command',
    rule_id               LowCardinality(String) COMMENT 'Rule that raised it (raised)',
    rule_version          Int64 COMMENT 'Version of the rule (raised); 0 otherwise',
    rule_name             LowCardinality(String) COMMENT 'Name of the rule (raised)',
    asset_id              LowCardinality(String) COMMENT 'Asset; empty for a refused command',
    asset_path            LowCardinality(String) COMMENT 'Path of the asset (raised)',
    metric                LowCardinality(String) COMMENT 'Metric of the asset (raised)',
    priority              LowCardinality(String) COMMENT 'LOW, MEDIUM, HIGH or CRITICAL (raised)',
    cause_kind            LowCardinality(String) COMMENT 'THRESHOLD_HIGH, THRESHOLD_LOW or ANOMALY (raised)',
    cause_value           Nullable(Float64) COMMENT 'Value that met the condition (raised)',
    cause_limit           Nullable(Float64) COMMENT 'Limit of the rule (raised)',
    cause_unit            LowCardinality(String) COMMENT 'Unit of value and limit (raised)',
    cause_anomaly_id      String COMMENT 'Anomaly that raised it (raised); empty for a threshold',
    cause_source_event_id String COMMENT 'Event id of the record that met the condition (raised)',
    cause_text            String COMMENT 'The cause in one sentence (raised)',
    value                 Nullable(Float64) COMMENT 'Value at which it returned to normal (returned)',
    actor                 LowCardinality(String) COMMENT 'Operator (acknowledged)',
    comment               String COMMENT 'What the operator said (acknowledged)',
    code                  LowCardinality(String) COMMENT 'Why a command was refused (refused)',
    detail                String COMMENT 'One sentence about the refusal (refused)',
    occurred_at           DateTime64(6, 'UTC') COMMENT 'Source time of what caused the event; clock of the front door for an acknowledgement',
    detected_at           Nullable(DateTime64(6, 'UTC')) COMMENT 'When alerting decided (raised, returned)',
    kafka_partition       UInt16 COMMENT 'Lineage: partition of alarms.events',
    kafka_offset          Int64 COMMENT 'Lineage: offset on alarms.events',
    recorded_at           DateTime64(3, 'UTC') COMMENT 'Timestamp of the Kafka record',
    inserted_at           DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When the row was written here'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(recorded_at)
ORDER BY (tenant, alarm_id, recorded_at, kafka_offset)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'Events of alarms';

CREATE VIEW IF NOT EXISTS alarms AS
SELECT
    e.tenant AS tenant,
    e.alarm_id AS alarm_id,
    argMaxIf(e.state, (e.recorded_at, e.kafka_offset), e.state != '') AS state,
    max(e.occurrence) AS occurrence,
    argMaxIf(e.rule_id, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised') AS rule_id,
    argMaxIf(e.rule_name, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised') AS rule_name,
    argMaxIf(e.asset_id, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised') AS asset_id,
    argMaxIf(e.asset_path, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised') AS asset_path,
    argMaxIf(e.metric, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised') AS metric,
    argMaxIf(e.priority, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised') AS priority,
    argMaxIf(e.cause_kind, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised') AS cause_kind,
    argMaxIf(tuple(e.cause_value), (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised').1 AS cause_value,
    argMaxIf(tuple(e.cause_limit), (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised').1 AS cause_limit,
    argMaxIf(e.cause_unit, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised') AS cause_unit,
    argMaxIf(e.cause_anomaly_id, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised') AS cause_anomaly_id,
    argMaxIf(e.cause_text, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised') AS cause_text,
    argMaxIf(e.occurred_at, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmRaised') AS raised_at,
    argMaxIf(e.occurred_at, (e.recorded_at, e.kafka_offset), e.state != '') AS changed_at,
    maxIf(e.occurrence, e.event_type = 'AlarmAcknowledged') = occurrence AS acknowledged,
    if(acknowledged, argMaxIf(e.actor, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmAcknowledged'), '') AS acknowledged_by,
    if(acknowledged, argMaxIf(e.comment, (e.recorded_at, e.kafka_offset), e.event_type = 'AlarmAcknowledged'), '') AS acknowledged_comment
FROM alarm_events AS e
GROUP BY e.tenant, e.alarm_id
HAVING max(e.occurrence) > 0;

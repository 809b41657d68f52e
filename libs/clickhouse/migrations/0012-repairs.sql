-- Letters: what could not be used, one list for both kinds, what people decided about each, and who did what.
ALTER TABLE rejected_readings ADD COLUMN IF NOT EXISTS reading_places String DEFAULT '' COMMENT 'Places in the message of the refused readings, comma-separated; empty when it is about the whole message';

ALTER TABLE rejected_readings ADD COLUMN IF NOT EXISTS repair_mark String DEFAULT '' COMMENT 'Header millrace-repair: which letter the message was repaired from; empty when it never was';

CREATE TABLE IF NOT EXISTS repair_events
(
    tenant          LowCardinality(String) COMMENT 'Tenant of the letter',
    event_id        String COMMENT 'Identity of the event',
    event_type      LowCardinality(String) COMMENT 'LetterResubmitted, LetterDiscarded or RepairRefused',
    command_id      String COMMENT 'Command that led to the event',
    letter_id       String COMMENT 'Letter, as in the view letters',
    root_id         String COMMENT 'First letter of its chain (resubmitted)',
    attempt         Int64 COMMENT 'Which time its content went in again along the chain (resubmitted); 0 otherwise',
    version         Int64 COMMENT 'Version of the letter after the event; 0 for a refused command',
    actor           LowCardinality(String) COMMENT 'Who asked for it',
    reason          String COMMENT 'What they said about it; may be empty',
    edited          Bool COMMENT 'Whether the content was changed (resubmitted)',
    topic           LowCardinality(String) COMMENT 'Where it went (resubmitted)',
    records         Int64 COMMENT 'How many records it became (resubmitted)',
    content_sha256  String COMMENT 'SHA-256 of what was handed in (resubmitted)',
    code            LowCardinality(String) COMMENT 'Why a command was refused (refused)',
    field           String COMMENT 'Field at fault (refused)',
    detail          String COMMENT 'One sentence about the refusal (refused)',
    occurred_at     DateTime64(6, 'UTC') COMMENT 'When it was decided',
    kafka_partition UInt16 COMMENT 'Lineage: partition of repairs.events',
    kafka_offset    Int64 COMMENT 'Lineage: offset on repairs.events',
    inserted_at     DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When the row was written here'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (tenant, letter_id, occurred_at, kafka_offset)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'What people decided about letters';

CREATE TABLE IF NOT EXISTS audit_events
(
    tenant          LowCardinality(String) COMMENT 'Tenant in which it was done',
    event_id        String COMMENT 'Identity of the event',
    actor           LowCardinality(String) COMMENT 'Who: name of the API token',
    action          LowCardinality(String) COMMENT 'What: <resource>.<verb>',
    object_type     LowCardinality(String) COMMENT 'Kind of thing it was done to',
    object_id       String COMMENT 'Which one',
    outcome         LowCardinality(String) COMMENT 'ALLOWED or REFUSED',
    code            LowCardinality(String) COMMENT 'Why it was refused; empty when it was allowed',
    detail          String COMMENT 'One sentence about the refusal',
    reason          String COMMENT 'Why, in the words of the actor',
    before          String COMMENT 'The object before, JSON; may be empty',
    after           String COMMENT 'The object after, JSON; empty when nothing changed',
    command_id      String COMMENT 'Command it was asked for with',
    trace_id        String COMMENT 'W3C trace id of a sampled command; empty otherwise',
    occurred_at     DateTime64(6, 'UTC') COMMENT 'When it was decided',
    kafka_partition UInt16 COMMENT 'Lineage: partition of audit.events',
    kafka_offset    Int64 COMMENT 'Lineage: offset on audit.events',
    inserted_at     DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When the row was written here'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (tenant, occurred_at, event_id)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'Who did what, allowed or refused';

CREATE VIEW IF NOT EXISTS letters AS
SELECT
    tenant, kind, letter_id, service, stream, topic, partition, offset, device_id, protocol, stage, reason, field, rule, detail,
    failed_at, content_type, reading_places, key, content, headers,
    extract(mark, '^letter=([^;]+)') AS parent_id,
    if(parent_id = '', letter_id, extract(mark, ';root=([^;]+)')) AS root_id,
    toInt64OrZero(extract(mark, ';attempt=([0-9]+)')) AS attempt
FROM
(
    SELECT
        tenant, 'dead-letter' AS kind, dead_letter_id AS letter_id, service, stream, source_topic AS topic,
        toInt64(source_partition) AS partition, source_offset AS offset,
        substring(ifNull(key, ''), position(ifNull(key, ''), '/') + 1) AS device_id, '' AS protocol, '' AS stage, reason, field, rule,
        detail, failed_at, '' AS content_type, '' AS reading_places, key, value AS content, headers, headers['millrace-repair'] AS mark
    FROM dead_letters
    UNION ALL
    SELECT
        tenant, 'rejected-reading' AS kind, concat(rejection_id, '.', toString(kafka_partition), '.', toString(kafka_offset)) AS letter_id,
        if(stage = 'bind', 'enrichment', 'ingestion') AS service, '' AS stream, 'telemetry.rejected' AS topic,
        toInt64(kafka_partition) AS partition, kafka_offset AS offset, device_id, protocol, stage, reason, field, rule,
        detail, received_at AS failed_at, content_type, reading_places, CAST(NULL, 'Nullable(String)') AS key,
        CAST(payload, 'Nullable(String)') AS content, CAST(map(), 'Map(String, String)') AS headers, repair_mark AS mark
    FROM rejected_readings
);

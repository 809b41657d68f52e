-- The delivery ledger: what each hop counted, by source and by the ten seconds ("slot") in which ingestion received it, and beside
-- it what is really stored. See docs/ledger.md. A slot is the microseconds of receipt divided by 10,000,000 (libs/domain/src/ledger/slot.ts).
CREATE TABLE IF NOT EXISTS ledger
(
    tenant           LowCardinality(String) COMMENT 'Tenant; empty for dead letters whose key could not be read',
    slot             UInt32 COMMENT 'Number of the ten seconds in which ingestion received what is counted' CODEC(Delta, LZ4),
    slot_start       DateTime('UTC') ALIAS toDateTime(slot * 10, 'UTC') COMMENT 'Start of the slot',
    source           LowCardinality(String) COMMENT 'Device; edge node or gateway for numbers of their own',
    hop              LowCardinality(String) COMMENT 'Who counted: FRONT_DOOR or ENRICHMENT',
    entry_id         String COMMENT 'Entry of telemetry.ledger the line came in; an entry that came twice counts once',
    partition        Int64 COMMENT 'Partition of telemetry.received; -1 for none',
    from_offset      Int64 COMMENT 'First offset of the interval; -1 for none',
    through_offset   Int64 COMMENT 'Last offset of the interval; -1 for none',
    absent_offsets   Int64 COMMENT 'Offsets of the interval at which the log had no record any more',
    messages         Int64 COMMENT 'Messages acknowledged (FRONT_DOOR) or consumed (ENRICHMENT)',
    readings         Int64 COMMENT 'Readings in them',
    rows             Int64 COMMENT 'Rows of readings they make',
    rejections       Int64 COMMENT 'Records written to telemetry.rejected',
    refused_readings Int64 COMMENT 'Readings bound to no asset',
    duplicates       Int64 COMMENT 'Messages dropped because their event id had been seen',
    dead_letters     Int64 COMMENT 'Messages sent to dead.letters',
    last_offset      Int64 COMMENT 'Highest offset counted in this line; -1 for none',
    numbers_kind     LowCardinality(String) COMMENT 'CLIENT_SEQUENCE, SPARKPLUG_SEQ or GATEWAY_BUFFER; empty without numbers',
    numbers_last     Int64 COMMENT 'Highest number that came',
    numbers_missing  Int64 COMMENT 'Numbers missing at that moment',
    numbers_since    Nullable(DateTime64(6, 'UTC')) COMMENT 'When the oldest of them showed',
    numbers_ranges   String COMMENT 'JSON array of first, last, first, last: missing numbers, or those that came (GATEWAY_BUFFER)',
    numbers_repeats  Int64 COMMENT 'Messages whose number had come before',
    numbers_resets   Int64 COMMENT 'How often the source began to count anew',
    numbers_pending  Nullable(Int64) COMMENT 'Messages a gateway still had to send',
    closed_at        DateTime64(6, 'UTC') COMMENT 'When the interval was closed',
    inserted_at      DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When the row was written here'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(toDateTime(slot * 10, 'UTC'))
ORDER BY (tenant, slot, source, hop, entry_id, numbers_kind)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'What each hop counted';

-- The ledger counts the rows that are really there, by slot. A projection would answer at once, but doubled the cost of every insert
-- (docs/adr/0011); a part holds rows that were received about the same time, so their range lets nearly all of them be passed over.
ALTER TABLE readings ADD INDEX IF NOT EXISTS by_slot toUInt32(intDiv(toUnixTimestamp64Micro(received_at), 10000000)) TYPE minmax GRANULARITY 1;

CREATE VIEW IF NOT EXISTS delivery_ledger AS
SELECT
    tenant,
    source,
    slot,
    toDateTime(slot * 10, 'UTC') AS slot_start,
    sum(l.acknowledged) AS acknowledged_messages,
    sum(l.received) AS received_messages,
    sum(l.received_readings) AS received_readings,
    sum(l.enriched) AS enriched_rows,
    sum(l.refused) AS refused_readings,
    sum(l.rejections) AS rejections,
    sum(l.duplicates) AS duplicate_messages,
    sum(l.dead_letters) AS dead_letter_messages,
    sum(l.stored) AS stored_rows,
    sum(l.stored_rejections) AS stored_rejections,
    sum(l.stored_dead_letters) AS stored_dead_letters,
    greatest(acknowledged_messages - received_messages, 0) AS missing_messages,
    greatest(enriched_rows - stored_rows, 0) AS missing_rows,
    greatest(rejections - stored_rejections, 0) AS missing_rejections,
    greatest(dead_letter_messages - stored_dead_letters, 0) AS missing_dead_letters
FROM
(
    SELECT tenant, source, slot, if(hop = 'FRONT_DOOR', messages, 0) AS acknowledged, if(hop = 'ENRICHMENT', messages, 0) AS received,
        if(hop = 'ENRICHMENT', readings, 0) AS received_readings, rows AS enriched, refused_readings AS refused, rejections, duplicates,
        dead_letters, toInt64(0) AS stored, toInt64(0) AS stored_rejections, toInt64(0) AS stored_dead_letters
    FROM ledger FINAL
    UNION ALL
    SELECT tenant, device_id, toUInt32(intDiv(toUnixTimestamp64Micro(received_at), 10000000)) AS slot,
        0, 0, 0, 0, 0, 0, 0, 0, toInt64(count()), 0, 0
    FROM readings GROUP BY slot, tenant, device_id
    UNION ALL
    SELECT tenant, device_id, toUInt32(intDiv(toUnixTimestamp64Micro(received_at), 10000000)) AS slot,
        0, 0, 0, 0, 0, 0, 0, 0, 0, toInt64(count()), 0
    FROM rejected_readings GROUP BY slot, tenant, device_id
    UNION ALL
    SELECT tenant, substring(ifNull(key, ''), length(tenant) + 2), toUInt32(intDiv(toUnixTimestamp64Milli(source_timestamp), 10000)) AS slot,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, toInt64(count())
    FROM dead_letters WHERE stream = 'enrichment.telemetry' GROUP BY tenant, key, slot
) AS l
GROUP BY tenant, source, slot;

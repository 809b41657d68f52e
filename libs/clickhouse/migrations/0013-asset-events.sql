-- The history of the asset registry, event by event. Folded in the order of their versions, the events of a tenant up to an instant give
-- the registry as it was then; `event` has everything for that, the columns beside it are for questions in SQL.
CREATE TABLE IF NOT EXISTS asset_events
(
    tenant          LowCardinality(String) COMMENT 'Tenant that owns the asset',
    asset_id        String COMMENT 'Asset the event is about',
    version         Int64 COMMENT 'Version of the asset after the event, from 1; 0 for a refused command',
    event_id        String COMMENT 'Identity of the event',
    event_type      LowCardinality(String) COMMENT 'AssetRegistered, AssetMoved, AssetRenamed, AssetRetired, AssetReinstated, MetricBound, MetricUnbound or AssetCommandRefused',
    command_id      String COMMENT 'Command that led to the event',
    actor           LowCardinality(String) COMMENT 'Who asked for it; empty for a refused command',
    occurred_at     DateTime64(6, 'UTC') COMMENT 'When it was decided',
    name            String COMMENT 'Name for people (registered, renamed)',
    level           LowCardinality(String) COMMENT 'ISA-95 level (registered)',
    parent_id       String COMMENT 'Asset it is part of from then on (registered, moved); empty for none',
    path            String COMMENT 'Path it got then (registered, moved); what is above may move later and takes it along',
    from_parent_id  String COMMENT 'Asset it was part of before (moved)',
    from_path       String COMMENT 'Path it had been given before (moved)',
    metric          LowCardinality(String) COMMENT 'Metric of the asset (bound, unbound)',
    device_id       String COMMENT 'Device that measures it (bound, unbound)',
    device_metric   String COMMENT 'Metric as the device names it (bound, unbound)',
    reason          String COMMENT 'Why, in the words of the actor (retired, reinstated)',
    code            LowCardinality(String) COMMENT 'Why a command was refused (refused)',
    detail          String COMMENT 'One sentence about the refusal (refused)',
    event           String COMMENT 'The whole event as JSON, fields as in schemas/assets' CODEC(ZSTD(3)),
    kafka_partition UInt16 COMMENT 'Lineage: partition of assets.events',
    kafka_offset    Int64 COMMENT 'Lineage: offset on assets.events',
    inserted_at     DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When the row was written here'
)
ENGINE = MergeTree
PARTITION BY toYear(occurred_at)
ORDER BY (tenant, asset_id, version, kafka_offset)
SETTINGS non_replicated_deduplication_window = 20000
COMMENT 'History of the asset registry';

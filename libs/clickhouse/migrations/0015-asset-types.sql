-- Assets are of types: which one is a question in SQL, too.
ALTER TABLE asset_events ADD COLUMN IF NOT EXISTS type_id LowCardinality(String) DEFAULT '' COMMENT 'Type it is of from then on (registered, type assigned); empty for none';

ALTER TABLE asset_events COMMENT COLUMN IF EXISTS event_type 'AssetRegistered, AssetMoved, AssetRenamed, AssetRetired, AssetReinstated, MetricBound, MetricUnbound, AssetTypeAssigned, MetricOverridden, MetricOverrideCleared or AssetCommandRefused';

ALTER TABLE asset_events COMMENT COLUMN IF EXISTS metric 'Metric of the asset (bound, unbound, overridden, override cleared)';

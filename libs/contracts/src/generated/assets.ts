// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';
import type { EquipmentLevel } from './common.ts';

/** A command on an asset was refused; nothing changed. */
export interface AssetCommandRefused {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that was refused; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command was for; second part of the Kafka key. */
  readonly assetId: string;
  /** Machine-readable reason, upper case, e.g. VERSION_CONFLICT, UNKNOWN_PARENT, UNIT_MISMATCH. */
  readonly code: string;
  /** One sentence for a person: field, value and rule. */
  readonly detail: string;
  /** When it was refused, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A command on an asset was refused; nothing changed. */
export const AssetCommandRefused: EventContract<AssetCommandRefused> = /* @__PURE__ */ defineContract<AssetCommandRefused>({
  name: 'AssetCommandRefused',
  fullName: 'io.millrace.assets.v1.AssetCommandRefused',
  topic: 'assets.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AssetCommandRefused\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"A command on an asset was refused; nothing changed.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that was refused; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command was for; second part of the Kafka key.\"},{\"name\":\"code\",\"type\":\"string\",\"doc\":\"Machine-readable reason, upper case, e.g. VERSION_CONFLICT, UNKNOWN_PARENT, UNIT_MISMATCH.\"},{\"name\":\"detail\",\"type\":\"string\",\"default\":\"\",\"doc\":\"One sentence for a person: field, value and rule.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was refused, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** An asset is somewhere else in the hierarchy, with everything below it: the paths of all of that change, without events of their own. When two assets are moved below one another at the same time, the last of the moves, by occurredAt and then by assetId, does not count for as long as it would close a circle. */
export interface AssetMoved {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the event is about; second part of the Kafka key. */
  readonly assetId: string;
  /** Asset it is part of from now on. */
  readonly parentId: string;
  /** Path that the asset got, segments joined by "/". Its last segment is what the asset is called below its parent; what is above may move later and takes it along. */
  readonly path: string;
  /** Asset it was part of before; null for none. */
  readonly fromParentId: string | null;
  /** Path that it was given when it was put there; what is above may have moved since. */
  readonly fromPath: string;
  /** Version of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An asset is somewhere else in the hierarchy, with everything below it: the paths of all of that change, without events of their own. When two assets are moved below one another at the same time, the last of the moves, by occurredAt and then by assetId, does not count for as long as it would close a circle. */
export const AssetMoved: EventContract<AssetMoved> = /* @__PURE__ */ defineContract<AssetMoved>({
  name: 'AssetMoved',
  fullName: 'io.millrace.assets.v1.AssetMoved',
  topic: 'assets.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AssetMoved\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"An asset is somewhere else in the hierarchy, with everything below it: the paths of all of that change, without events of their own. When two assets are moved below one another at the same time, the last of the moves, by occurredAt and then by assetId, does not count for as long as it would close a circle.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the event is about; second part of the Kafka key.\"},{\"name\":\"parentId\",\"type\":\"string\",\"doc\":\"Asset it is part of from now on.\"},{\"name\":\"path\",\"type\":\"string\",\"doc\":\"Path that the asset got, segments joined by \\\"/\\\". Its last segment is what the asset is called below its parent; what is above may move later and takes it along.\"},{\"name\":\"fromParentId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Asset it was part of before; null for none.\"},{\"name\":\"fromPath\",\"type\":\"string\",\"doc\":\"Path that it was given when it was put there; what is above may have moved since.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** An asset is in the hierarchy. */
export interface AssetRegistered {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the event is about; second part of the Kafka key. */
  readonly assetId: string;
  /** Name for people, e.g. "Press 7". */
  readonly name: string;
  /** Level of the asset in the hierarchy. */
  readonly level: EquipmentLevel;
  /** Asset it is part of; null for the root of a tenant (an enterprise). */
  readonly parentId: string | null;
  /** Path from the root of the hierarchy to the asset, segments joined by "/", e.g. "acme/hamburg/press-shop/line-2/press-7". Below a parent only the last segment counts: what is above may move later and takes the asset along. */
  readonly path: string;
  /** Version of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An asset is in the hierarchy. */
export const AssetRegistered: EventContract<AssetRegistered> = /* @__PURE__ */ defineContract<AssetRegistered>({
  name: 'AssetRegistered',
  fullName: 'io.millrace.assets.v1.AssetRegistered',
  topic: 'assets.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AssetRegistered\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"An asset is in the hierarchy.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the event is about; second part of the Kafka key.\"},{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Name for people, e.g. \\\"Press 7\\\".\"},{\"name\":\"level\",\"type\":{\"type\":\"enum\",\"name\":\"EquipmentLevel\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"Level in the equipment hierarchy of ISA-95 (IEC 62264-1). ENTERPRISE: the company. SITE: a plant at one location. AREA: a part of a site. WORK_CENTER: a line, cell or process unit. WORK_UNIT: a machine. EQUIPMENT_MODULE: a part of a machine. Readers that meet a newer symbol read EQUIPMENT_MODULE.\",\"symbols\":[\"ENTERPRISE\",\"SITE\",\"AREA\",\"WORK_CENTER\",\"WORK_UNIT\",\"EQUIPMENT_MODULE\"],\"default\":\"EQUIPMENT_MODULE\"},\"doc\":\"Level of the asset in the hierarchy.\"},{\"name\":\"parentId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Asset it is part of; null for the root of a tenant (an enterprise).\"},{\"name\":\"path\",\"type\":\"string\",\"doc\":\"Path from the root of the hierarchy to the asset, segments joined by \\\"/\\\", e.g. \\\"acme/hamburg/press-shop/line-2/press-7\\\". Below a parent only the last segment counts: what is above may move later and takes the asset along.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A retired asset is back in service, at its place and bound as it was. */
export interface AssetReinstated {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the event is about; second part of the Kafka key. */
  readonly assetId: string;
  /** Why, in the words of whoever asked; may be empty. */
  readonly reason: string;
  /** Version of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A retired asset is back in service, at its place and bound as it was. */
export const AssetReinstated: EventContract<AssetReinstated> = /* @__PURE__ */ defineContract<AssetReinstated>({
  name: 'AssetReinstated',
  fullName: 'io.millrace.assets.v1.AssetReinstated',
  topic: 'assets.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AssetReinstated\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"A retired asset is back in service, at its place and bound as it was.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the event is about; second part of the Kafka key.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Why, in the words of whoever asked; may be empty.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** An asset has another name for people. */
export interface AssetRenamed {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the event is about; second part of the Kafka key. */
  readonly assetId: string;
  /** Name for people from now on. */
  readonly name: string;
  /** Name it had before. */
  readonly fromName: string;
  /** Version of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An asset has another name for people. */
export const AssetRenamed: EventContract<AssetRenamed> = /* @__PURE__ */ defineContract<AssetRenamed>({
  name: 'AssetRenamed',
  fullName: 'io.millrace.assets.v1.AssetRenamed',
  topic: 'assets.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AssetRenamed\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"An asset has another name for people.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the event is about; second part of the Kafka key.\"},{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Name for people from now on.\"},{\"name\":\"fromName\",\"type\":\"string\",\"doc\":\"Name it had before.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** An asset is out of service: nothing but reinstating changes it, and no reading belongs to it. */
export interface AssetRetired {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the event is about; second part of the Kafka key. */
  readonly assetId: string;
  /** Why, in the words of whoever asked; may be empty. */
  readonly reason: string;
  /** Version of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An asset is out of service: nothing but reinstating changes it, and no reading belongs to it. */
export const AssetRetired: EventContract<AssetRetired> = /* @__PURE__ */ defineContract<AssetRetired>({
  name: 'AssetRetired',
  fullName: 'io.millrace.assets.v1.AssetRetired',
  topic: 'assets.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AssetRetired\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"An asset is out of service: nothing but reinstating changes it, and no reading belongs to it.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the event is about; second part of the Kafka key.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Why, in the words of whoever asked; may be empty.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** Bind a metric of an asset to a metric of a device, or change the binding. */
export interface BindMetric {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command is for; second part of the Kafka key. */
  readonly assetId: string;
  /** Metric of the asset, e.g. "bearing-temperature"; unique within the asset. */
  readonly metric: string;
  /** Device that measures it. */
  readonly deviceId: string;
  /** Metric as the device names it. */
  readonly deviceMetric: string;
  /** Unit the device measures in, UCUM code; empty for a dimensionless value. */
  readonly sourceUnit: string;
  /** Unit of the asset metric, UCUM code; empty for a dimensionless value. */
  readonly unit: string;
  /** Asset value = raw value x factor + offset; unit conversion and scale folded together. */
  readonly factor: number;
  /** See factor, in `unit`. */
  readonly offset: number;
  /** Lowest plausible asset value in `unit`; below it a GOOD quality becomes UNCERTAIN. null: no lower bound. */
  readonly rangeLow: number | null;
  /** Highest plausible asset value in `unit`; above it a GOOD quality becomes UNCERTAIN. null: no upper bound. */
  readonly rangeHigh: number | null;
  /** Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Bind a metric of an asset to a metric of a device, or change the binding. */
export const BindMetric: EventContract<BindMetric> = /* @__PURE__ */ defineContract<BindMetric>({
  name: 'BindMetric',
  fullName: 'io.millrace.assets.v1.BindMetric',
  topic: 'assets.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"BindMetric\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Bind a metric of an asset to a metric of a device, or change the binding.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command is for; second part of the Kafka key.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset, e.g. \\\"bearing-temperature\\\"; unique within the asset.\"},{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device that measures it.\"},{\"name\":\"deviceMetric\",\"type\":\"string\",\"doc\":\"Metric as the device names it.\"},{\"name\":\"sourceUnit\",\"type\":\"string\",\"doc\":\"Unit the device measures in, UCUM code; empty for a dimensionless value.\"},{\"name\":\"unit\",\"type\":\"string\",\"doc\":\"Unit of the asset metric, UCUM code; empty for a dimensionless value.\"},{\"name\":\"factor\",\"type\":\"double\",\"doc\":\"Asset value = raw value x factor + offset; unit conversion and scale folded together.\"},{\"name\":\"offset\",\"type\":\"double\",\"doc\":\"See factor, in `unit`.\"},{\"name\":\"rangeLow\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Lowest plausible asset value in `unit`; below it a GOOD quality becomes UNCERTAIN. null: no lower bound.\"},{\"name\":\"rangeHigh\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Highest plausible asset value in `unit`; above it a GOOD quality becomes UNCERTAIN. null: no upper bound.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A metric of an asset is measured by a metric of a device from now on. */
export interface MetricBound {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the event is about; second part of the Kafka key. */
  readonly assetId: string;
  /** Metric of the asset, e.g. "bearing-temperature"; unique within the asset. */
  readonly metric: string;
  /** Device that measures it. */
  readonly deviceId: string;
  /** Metric as the device names it. */
  readonly deviceMetric: string;
  /** Unit the device measures in, UCUM code; empty for a dimensionless value. */
  readonly sourceUnit: string;
  /** Unit of the asset metric, UCUM code; empty for a dimensionless value. */
  readonly unit: string;
  /** Asset value = raw value x factor + offset; unit conversion and scale folded together. */
  readonly factor: number;
  /** See factor, in `unit`. */
  readonly offset: number;
  /** Lowest plausible asset value in `unit`; below it a GOOD quality becomes UNCERTAIN. null: no lower bound. */
  readonly rangeLow: number | null;
  /** Highest plausible asset value in `unit`; above it a GOOD quality becomes UNCERTAIN. null: no upper bound. */
  readonly rangeHigh: number | null;
  /** Version of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A metric of an asset is measured by a metric of a device from now on. */
export const MetricBound: EventContract<MetricBound> = /* @__PURE__ */ defineContract<MetricBound>({
  name: 'MetricBound',
  fullName: 'io.millrace.assets.v1.MetricBound',
  topic: 'assets.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"MetricBound\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"A metric of an asset is measured by a metric of a device from now on.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the event is about; second part of the Kafka key.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset, e.g. \\\"bearing-temperature\\\"; unique within the asset.\"},{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device that measures it.\"},{\"name\":\"deviceMetric\",\"type\":\"string\",\"doc\":\"Metric as the device names it.\"},{\"name\":\"sourceUnit\",\"type\":\"string\",\"doc\":\"Unit the device measures in, UCUM code; empty for a dimensionless value.\"},{\"name\":\"unit\",\"type\":\"string\",\"doc\":\"Unit of the asset metric, UCUM code; empty for a dimensionless value.\"},{\"name\":\"factor\",\"type\":\"double\",\"doc\":\"Asset value = raw value x factor + offset; unit conversion and scale folded together.\"},{\"name\":\"offset\",\"type\":\"double\",\"doc\":\"See factor, in `unit`.\"},{\"name\":\"rangeLow\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Lowest plausible asset value in `unit`; below it a GOOD quality becomes UNCERTAIN. null: no lower bound.\"},{\"name\":\"rangeHigh\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Highest plausible asset value in `unit`; above it a GOOD quality becomes UNCERTAIN. null: no upper bound.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A metric of an asset is no longer measured by that device. */
export interface MetricUnbound {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the event is about; second part of the Kafka key. */
  readonly assetId: string;
  /** Metric of the asset that was unbound. */
  readonly metric: string;
  /** Device that measured it. */
  readonly deviceId: string;
  /** Metric as the device names it. */
  readonly deviceMetric: string;
  /** Version of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A metric of an asset is no longer measured by that device. */
export const MetricUnbound: EventContract<MetricUnbound> = /* @__PURE__ */ defineContract<MetricUnbound>({
  name: 'MetricUnbound',
  fullName: 'io.millrace.assets.v1.MetricUnbound',
  topic: 'assets.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"MetricUnbound\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"A metric of an asset is no longer measured by that device.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the event is about; second part of the Kafka key.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset that was unbound.\"},{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device that measured it.\"},{\"name\":\"deviceMetric\",\"type\":\"string\",\"doc\":\"Metric as the device names it.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** Put an asset below another one, or call it differently below the same one. Everything below it comes along. */
export interface MoveAsset {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command is for; second part of the Kafka key. */
  readonly assetId: string;
  /** Asset it is part of from now on. */
  readonly parentId: string;
  /** Path that the asset has at its new place when the command is sent, segments joined by "/". Its last segment is what the asset is called below its parent; what is above may move later and takes it along. */
  readonly path: string;
  /** Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Put an asset below another one, or call it differently below the same one. Everything below it comes along. */
export const MoveAsset: EventContract<MoveAsset> = /* @__PURE__ */ defineContract<MoveAsset>({
  name: 'MoveAsset',
  fullName: 'io.millrace.assets.v1.MoveAsset',
  topic: 'assets.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"MoveAsset\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Put an asset below another one, or call it differently below the same one. Everything below it comes along.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command is for; second part of the Kafka key.\"},{\"name\":\"parentId\",\"type\":\"string\",\"doc\":\"Asset it is part of from now on.\"},{\"name\":\"path\",\"type\":\"string\",\"doc\":\"Path that the asset has at its new place when the command is sent, segments joined by \\\"/\\\". Its last segment is what the asset is called below its parent; what is above may move later and takes it along.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** Put an asset into the hierarchy. Another registration of the id is refused: what is there is renamed, moved or retired. */
export interface RegisterAsset {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command is for; second part of the Kafka key. */
  readonly assetId: string;
  /** Name for people, e.g. "Press 7". */
  readonly name: string;
  /** Level of the asset in the hierarchy. */
  readonly level: EquipmentLevel;
  /** Asset it is part of; null for the root of a tenant (an enterprise). */
  readonly parentId: string | null;
  /** Path from the root of the hierarchy to the asset, segments joined by "/", e.g. "acme/hamburg/press-shop/line-2/press-7". Below a parent only the last segment counts: what is above may move later and takes the asset along. */
  readonly path: string;
  /** Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Put an asset into the hierarchy. Another registration of the id is refused: what is there is renamed, moved or retired. */
export const RegisterAsset: EventContract<RegisterAsset> = /* @__PURE__ */ defineContract<RegisterAsset>({
  name: 'RegisterAsset',
  fullName: 'io.millrace.assets.v1.RegisterAsset',
  topic: 'assets.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"RegisterAsset\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Put an asset into the hierarchy. Another registration of the id is refused: what is there is renamed, moved or retired.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command is for; second part of the Kafka key.\"},{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Name for people, e.g. \\\"Press 7\\\".\"},{\"name\":\"level\",\"type\":{\"type\":\"enum\",\"name\":\"EquipmentLevel\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"Level in the equipment hierarchy of ISA-95 (IEC 62264-1). ENTERPRISE: the company. SITE: a plant at one location. AREA: a part of a site. WORK_CENTER: a line, cell or process unit. WORK_UNIT: a machine. EQUIPMENT_MODULE: a part of a machine. Readers that meet a newer symbol read EQUIPMENT_MODULE.\",\"symbols\":[\"ENTERPRISE\",\"SITE\",\"AREA\",\"WORK_CENTER\",\"WORK_UNIT\",\"EQUIPMENT_MODULE\"],\"default\":\"EQUIPMENT_MODULE\"},\"doc\":\"Level of the asset in the hierarchy.\"},{\"name\":\"parentId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Asset it is part of; null for the root of a tenant (an enterprise).\"},{\"name\":\"path\",\"type\":\"string\",\"doc\":\"Path from the root of the hierarchy to the asset, segments joined by \\\"/\\\", e.g. \\\"acme/hamburg/press-shop/line-2/press-7\\\". Below a parent only the last segment counts: what is above may move later and takes the asset along.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** Put a retired asset back into service, bound as it was. */
export interface ReinstateAsset {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command is for; second part of the Kafka key. */
  readonly assetId: string;
  /** Why, in the words of whoever asks; may be empty. */
  readonly reason: string;
  /** Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Put a retired asset back into service, bound as it was. */
export const ReinstateAsset: EventContract<ReinstateAsset> = /* @__PURE__ */ defineContract<ReinstateAsset>({
  name: 'ReinstateAsset',
  fullName: 'io.millrace.assets.v1.ReinstateAsset',
  topic: 'assets.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"ReinstateAsset\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Put a retired asset back into service, bound as it was.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command is for; second part of the Kafka key.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Why, in the words of whoever asks; may be empty.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** Give an asset another name for people. Its id and its path stay. */
export interface RenameAsset {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command is for; second part of the Kafka key. */
  readonly assetId: string;
  /** Name for people, e.g. "Press 7". */
  readonly name: string;
  /** Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Give an asset another name for people. Its id and its path stay. */
export const RenameAsset: EventContract<RenameAsset> = /* @__PURE__ */ defineContract<RenameAsset>({
  name: 'RenameAsset',
  fullName: 'io.millrace.assets.v1.RenameAsset',
  topic: 'assets.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"RenameAsset\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Give an asset another name for people. Its id and its path stay.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command is for; second part of the Kafka key.\"},{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Name for people, e.g. \\\"Press 7\\\".\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** Take an asset out of service for good. It stays in the registry with its history; what it is bound to feeds nothing any more, and its path is free. */
export interface RetireAsset {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command is for; second part of the Kafka key. */
  readonly assetId: string;
  /** Why, in the words of whoever asks; may be empty. */
  readonly reason: string;
  /** Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Take an asset out of service for good. It stays in the registry with its history; what it is bound to feeds nothing any more, and its path is free. */
export const RetireAsset: EventContract<RetireAsset> = /* @__PURE__ */ defineContract<RetireAsset>({
  name: 'RetireAsset',
  fullName: 'io.millrace.assets.v1.RetireAsset',
  topic: 'assets.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"RetireAsset\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Take an asset out of service for good. It stays in the registry with its history; what it is bound to feeds nothing any more, and its path is free.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command is for; second part of the Kafka key.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Why, in the words of whoever asks; may be empty.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** Undo the binding of a metric of an asset. */
export interface UnbindMetric {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command is for; second part of the Kafka key. */
  readonly assetId: string;
  /** Metric of the asset to unbind. */
  readonly metric: string;
  /** Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Undo the binding of a metric of an asset. */
export const UnbindMetric: EventContract<UnbindMetric> = /* @__PURE__ */ defineContract<UnbindMetric>({
  name: 'UnbindMetric',
  fullName: 'io.millrace.assets.v1.UnbindMetric',
  topic: 'assets.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"UnbindMetric\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Undo the binding of a metric of an asset.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command is for; second part of the Kafka key.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset to unbind.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';
import type { EquipmentLevel, LimitSetting, TypeMetric } from './common.ts';

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
  /** Type it is of; null for none. */
  readonly typeId: string | null;
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
  schemaJson: "{\"type\":\"record\",\"name\":\"AssetRegistered\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"An asset is in the hierarchy.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the event is about; second part of the Kafka key.\"},{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Name for people, e.g. \\\"Press 7\\\".\"},{\"name\":\"level\",\"type\":{\"type\":\"enum\",\"name\":\"EquipmentLevel\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"Level in the equipment hierarchy of ISA-95 (IEC 62264-1). ENTERPRISE: the company. SITE: a plant at one location. AREA: a part of a site. WORK_CENTER: a line, cell or process unit. WORK_UNIT: a machine. EQUIPMENT_MODULE: a part of a machine. Readers that meet a newer symbol read EQUIPMENT_MODULE.\",\"symbols\":[\"ENTERPRISE\",\"SITE\",\"AREA\",\"WORK_CENTER\",\"WORK_UNIT\",\"EQUIPMENT_MODULE\"],\"default\":\"EQUIPMENT_MODULE\"},\"doc\":\"Level of the asset in the hierarchy.\"},{\"name\":\"parentId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Asset it is part of; null for the root of a tenant (an enterprise).\"},{\"name\":\"path\",\"type\":\"string\",\"doc\":\"Path from the root of the hierarchy to the asset, segments joined by \\\"/\\\", e.g. \\\"acme/hamburg/press-shop/line-2/press-7\\\". Below a parent only the last segment counts: what is above may move later and takes the asset along.\"},{\"name\":\"typeId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Type it is of; null for none.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
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

/** An asset is of a type, or of none, from now on. What it overrode of another type is gone. */
export interface AssetTypeAssigned {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the event is about; second part of the Kafka key. */
  readonly assetId: string;
  /** Type it is of from now on; null for none. */
  readonly typeId: string | null;
  /** Type it was of before; null for none. */
  readonly fromTypeId: string | null;
  /** Version of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An asset is of a type, or of none, from now on. What it overrode of another type is gone. */
export const AssetTypeAssigned: EventContract<AssetTypeAssigned> = /* @__PURE__ */ defineContract<AssetTypeAssigned>({
  name: 'AssetTypeAssigned',
  fullName: 'io.millrace.assets.v1.AssetTypeAssigned',
  topic: 'assets.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AssetTypeAssigned\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"An asset is of a type, or of none, from now on. What it overrode of another type is gone.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the event is about; second part of the Kafka key.\"},{\"name\":\"typeId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Type it is of from now on; null for none.\"},{\"name\":\"fromTypeId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Type it was of before; null for none.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A command on an asset type was refused; nothing changed. */
export interface AssetTypeCommandRefused {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that was refused; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Type the command was for; second part of the Kafka key. */
  readonly typeId: string;
  /** Machine-readable reason, upper case, e.g. VERSION_CONFLICT, INVALID_DEFINITION. */
  readonly code: string;
  /** One sentence for a person: field, value and rule. */
  readonly detail: string;
  /** When it was refused, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A command on an asset type was refused; nothing changed. */
export const AssetTypeCommandRefused: EventContract<AssetTypeCommandRefused> = /* @__PURE__ */ defineContract<AssetTypeCommandRefused>({
  name: 'AssetTypeCommandRefused',
  fullName: 'io.millrace.assets.v1.AssetTypeCommandRefused',
  topic: 'asset-types.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AssetTypeCommandRefused\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"A command on an asset type was refused; nothing changed.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that was refused; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"typeId\",\"type\":\"string\",\"doc\":\"Type the command was for; second part of the Kafka key.\"},{\"name\":\"code\",\"type\":\"string\",\"doc\":\"Machine-readable reason, upper case, e.g. VERSION_CONFLICT, INVALID_DEFINITION.\"},{\"name\":\"detail\",\"type\":\"string\",\"default\":\"\",\"doc\":\"One sentence for a person: field, value and rule.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was refused, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** An asset type is defined so from now on; the fields are the whole of it. Every asset of the type has this version from now on. */
export interface AssetTypeDefined {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Type the event is about; second part of the Kafka key. */
  readonly typeId: string;
  /** Name for people, e.g. "Hydraulic press". */
  readonly name: string;
  /** What belongs to the type, for people; empty when nobody wrote it down. */
  readonly description: string;
  /** Type pack it came from, e.g. "manufacturing"; empty for a type of the plant's own. */
  readonly pack: string;
  /** All metrics that assets of the type have. */
  readonly metrics: readonly TypeMetric[];
  /** Version of the type after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An asset type is defined so from now on; the fields are the whole of it. Every asset of the type has this version from now on. */
export const AssetTypeDefined: EventContract<AssetTypeDefined> = /* @__PURE__ */ defineContract<AssetTypeDefined>({
  name: 'AssetTypeDefined',
  fullName: 'io.millrace.assets.v1.AssetTypeDefined',
  topic: 'asset-types.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AssetTypeDefined\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"An asset type is defined so from now on; the fields are the whole of it. Every asset of the type has this version from now on.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"typeId\",\"type\":\"string\",\"doc\":\"Type the event is about; second part of the Kafka key.\"},{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Name for people, e.g. \\\"Hydraulic press\\\".\"},{\"name\":\"description\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What belongs to the type, for people; empty when nobody wrote it down.\"},{\"name\":\"pack\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Type pack it came from, e.g. \\\"manufacturing\\\"; empty for a type of the plant's own.\"},{\"name\":\"metrics\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"TypeMetric\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"A metric that every asset of a type has.\",\"fields\":[{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Metric of the asset, e.g. \\\"bearing-temperature\\\"; unique within the type.\"},{\"name\":\"description\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What is measured, and where, for people; empty when nobody wrote it down.\"},{\"name\":\"unit\",\"type\":\"string\",\"doc\":\"Unit of the metric, UCUM code; empty for a dimensionless value.\"},{\"name\":\"role\",\"type\":{\"type\":\"enum\",\"name\":\"MetricRole\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"What a metric is looked at for. CONDITION: how the machine is. PRODUCTION: what it makes. ENERGY: what it uses or delivers. SAFETY: what protects people. LOCATION: where it is. Readers that meet a newer symbol read CONDITION.\",\"symbols\":[\"CONDITION\",\"PRODUCTION\",\"ENERGY\",\"SAFETY\",\"LOCATION\"],\"default\":\"CONDITION\"},\"doc\":\"What it is looked at for.\"},{\"name\":\"rangeLow\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Lowest value that the sensor can rightly show, in `unit`; null: no lower end.\"},{\"name\":\"rangeHigh\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Highest value that the sensor can rightly show, in `unit`; null: no upper end.\"},{\"name\":\"samplingMs\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"How often a reading is expected, milliseconds; null when it comes only on a change.\"},{\"name\":\"limits\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"MetricLimit\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"A limit of a metric and what to say when it is passed.\",\"fields\":[{\"name\":\"level\",\"type\":{\"type\":\"enum\",\"name\":\"LimitLevel\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"Which limit of a metric (ISA-18.2, absolute alarms). HH: high-high. H: high. L: low. LL: low-low. Readers that meet a newer symbol read H.\",\"symbols\":[\"HH\",\"H\",\"L\",\"LL\"],\"default\":\"H\"},\"doc\":\"Which limit it is; each at most once in a metric.\"},{\"name\":\"value\",\"type\":\"double\",\"doc\":\"The limit in the unit of the metric: passed above it (HH, H) or below it (L, LL).\"},{\"name\":\"deadband\",\"type\":\"double\",\"default\":0,\"doc\":\"How far the value has to come back across the limit before it is no longer passed, in the unit of the metric; 0 for none.\"},{\"name\":\"onDelayMs\",\"type\":\"long\",\"default\":0,\"doc\":\"How long the limit has to be passed before it counts, milliseconds; 0 for at once.\"},{\"name\":\"source\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Where the limit comes from, e.g. \\\"ISO 20816-3 group 2, zone C/D\\\"; empty when nobody wrote it down.\"},{\"name\":\"alarm\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"AlarmTemplate\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"What an operator is told when a limit is passed: the outcome of the rationalisation of the alarm (ISA-18.2, clause 9).\",\"fields\":[{\"name\":\"priority\",\"type\":{\"type\":\"enum\",\"name\":\"AlarmPriority\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"How urgently an operator has to act (ISA-18.2). LOW: when convenient. MEDIUM: this shift. HIGH: soon, before damage or loss. CRITICAL: at once. Readers that meet a newer symbol read HIGH.\",\"symbols\":[\"LOW\",\"MEDIUM\",\"HIGH\",\"CRITICAL\"],\"default\":\"HIGH\"},\"doc\":\"How urgently an operator has to act.\"},{\"name\":\"message\",\"type\":\"string\",\"doc\":\"What has happened, e.g. \\\"Bearing too hot\\\".\"},{\"name\":\"consequence\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What comes of it when nobody acts; empty when nobody wrote it down.\"},{\"name\":\"response\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What the operator is to do; empty when nobody wrote it down.\"}]}],\"default\":null,\"doc\":\"Alarm for it; null for a limit that is only shown.\"}]}},\"default\":[],\"doc\":\"Its limits.\"}]}},\"doc\":\"All metrics that assets of the type have.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the type after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** An asset type is out of use; assets that still are of it keep its last definition. */
export interface AssetTypeRetired {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Type the event is about; second part of the Kafka key. */
  readonly typeId: string;
  /** Why, in the words of the actor; may be empty. */
  readonly reason: string;
  /** Version of the type after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An asset type is out of use; assets that still are of it keep its last definition. */
export const AssetTypeRetired: EventContract<AssetTypeRetired> = /* @__PURE__ */ defineContract<AssetTypeRetired>({
  name: 'AssetTypeRetired',
  fullName: 'io.millrace.assets.v1.AssetTypeRetired',
  topic: 'asset-types.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AssetTypeRetired\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"An asset type is out of use; assets that still are of it keep its last definition.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"typeId\",\"type\":\"string\",\"doc\":\"Type the event is about; second part of the Kafka key.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Why, in the words of the actor; may be empty.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the type after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** Make an asset one of a type, or of none. What it overrides of another type is gone. */
export interface AssignAssetType {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command is for; second part of the Kafka key. */
  readonly assetId: string;
  /** Type it is of from now on; null for none. */
  readonly typeId: string | null;
  /** Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Make an asset one of a type, or of none. What it overrides of another type is gone. */
export const AssignAssetType: EventContract<AssignAssetType> = /* @__PURE__ */ defineContract<AssignAssetType>({
  name: 'AssignAssetType',
  fullName: 'io.millrace.assets.v1.AssignAssetType',
  topic: 'assets.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"AssignAssetType\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Make an asset one of a type, or of none. What it overrides of another type is gone.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command is for; second part of the Kafka key.\"},{\"name\":\"typeId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Type it is of from now on; null for none.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
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

/** Let an asset have a metric as its type has it again. */
export interface ClearMetricOverride {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command is for; second part of the Kafka key. */
  readonly assetId: string;
  /** Metric of the type that is otherwise on this asset. */
  readonly metric: string;
  /** Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Let an asset have a metric as its type has it again. */
export const ClearMetricOverride: EventContract<ClearMetricOverride> = /* @__PURE__ */ defineContract<ClearMetricOverride>({
  name: 'ClearMetricOverride',
  fullName: 'io.millrace.assets.v1.ClearMetricOverride',
  topic: 'assets.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"ClearMetricOverride\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Let an asset have a metric as its type has it again.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command is for; second part of the Kafka key.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the type that is otherwise on this asset.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** Make an asset type, or its next version: the definition is the whole of it. A retired type is in use again. */
export interface DefineAssetType {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Type the command is for; second part of the Kafka key. */
  readonly typeId: string;
  /** Name for people, e.g. "Hydraulic press". */
  readonly name: string;
  /** What belongs to the type, for people; empty when nobody wrote it down. */
  readonly description: string;
  /** Type pack it came from, e.g. "manufacturing"; empty for a type of the plant's own. */
  readonly pack: string;
  /** All metrics that assets of the type have. */
  readonly metrics: readonly TypeMetric[];
  /** Version of the type the caller saw; the command is refused if the type has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Make an asset type, or its next version: the definition is the whole of it. A retired type is in use again. */
export const DefineAssetType: EventContract<DefineAssetType> = /* @__PURE__ */ defineContract<DefineAssetType>({
  name: 'DefineAssetType',
  fullName: 'io.millrace.assets.v1.DefineAssetType',
  topic: 'asset-types.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"DefineAssetType\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Make an asset type, or its next version: the definition is the whole of it. A retired type is in use again.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"typeId\",\"type\":\"string\",\"doc\":\"Type the command is for; second part of the Kafka key.\"},{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Name for people, e.g. \\\"Hydraulic press\\\".\"},{\"name\":\"description\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What belongs to the type, for people; empty when nobody wrote it down.\"},{\"name\":\"pack\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Type pack it came from, e.g. \\\"manufacturing\\\"; empty for a type of the plant's own.\"},{\"name\":\"metrics\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"TypeMetric\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"A metric that every asset of a type has.\",\"fields\":[{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Metric of the asset, e.g. \\\"bearing-temperature\\\"; unique within the type.\"},{\"name\":\"description\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What is measured, and where, for people; empty when nobody wrote it down.\"},{\"name\":\"unit\",\"type\":\"string\",\"doc\":\"Unit of the metric, UCUM code; empty for a dimensionless value.\"},{\"name\":\"role\",\"type\":{\"type\":\"enum\",\"name\":\"MetricRole\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"What a metric is looked at for. CONDITION: how the machine is. PRODUCTION: what it makes. ENERGY: what it uses or delivers. SAFETY: what protects people. LOCATION: where it is. Readers that meet a newer symbol read CONDITION.\",\"symbols\":[\"CONDITION\",\"PRODUCTION\",\"ENERGY\",\"SAFETY\",\"LOCATION\"],\"default\":\"CONDITION\"},\"doc\":\"What it is looked at for.\"},{\"name\":\"rangeLow\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Lowest value that the sensor can rightly show, in `unit`; null: no lower end.\"},{\"name\":\"rangeHigh\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Highest value that the sensor can rightly show, in `unit`; null: no upper end.\"},{\"name\":\"samplingMs\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"How often a reading is expected, milliseconds; null when it comes only on a change.\"},{\"name\":\"limits\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"MetricLimit\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"A limit of a metric and what to say when it is passed.\",\"fields\":[{\"name\":\"level\",\"type\":{\"type\":\"enum\",\"name\":\"LimitLevel\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"Which limit of a metric (ISA-18.2, absolute alarms). HH: high-high. H: high. L: low. LL: low-low. Readers that meet a newer symbol read H.\",\"symbols\":[\"HH\",\"H\",\"L\",\"LL\"],\"default\":\"H\"},\"doc\":\"Which limit it is; each at most once in a metric.\"},{\"name\":\"value\",\"type\":\"double\",\"doc\":\"The limit in the unit of the metric: passed above it (HH, H) or below it (L, LL).\"},{\"name\":\"deadband\",\"type\":\"double\",\"default\":0,\"doc\":\"How far the value has to come back across the limit before it is no longer passed, in the unit of the metric; 0 for none.\"},{\"name\":\"onDelayMs\",\"type\":\"long\",\"default\":0,\"doc\":\"How long the limit has to be passed before it counts, milliseconds; 0 for at once.\"},{\"name\":\"source\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Where the limit comes from, e.g. \\\"ISO 20816-3 group 2, zone C/D\\\"; empty when nobody wrote it down.\"},{\"name\":\"alarm\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"AlarmTemplate\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"What an operator is told when a limit is passed: the outcome of the rationalisation of the alarm (ISA-18.2, clause 9).\",\"fields\":[{\"name\":\"priority\",\"type\":{\"type\":\"enum\",\"name\":\"AlarmPriority\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"How urgently an operator has to act (ISA-18.2). LOW: when convenient. MEDIUM: this shift. HIGH: soon, before damage or loss. CRITICAL: at once. Readers that meet a newer symbol read HIGH.\",\"symbols\":[\"LOW\",\"MEDIUM\",\"HIGH\",\"CRITICAL\"],\"default\":\"HIGH\"},\"doc\":\"How urgently an operator has to act.\"},{\"name\":\"message\",\"type\":\"string\",\"doc\":\"What has happened, e.g. \\\"Bearing too hot\\\".\"},{\"name\":\"consequence\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What comes of it when nobody acts; empty when nobody wrote it down.\"},{\"name\":\"response\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What the operator is to do; empty when nobody wrote it down.\"}]}],\"default\":null,\"doc\":\"Alarm for it; null for a limit that is only shown.\"}]}},\"default\":[],\"doc\":\"Its limits.\"}]}},\"doc\":\"All metrics that assets of the type have.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the type the caller saw; the command is refused if the type has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
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

/** An asset has a metric otherwise than its type from now on; the fields are the whole override. */
export interface MetricOverridden {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the event is about; second part of the Kafka key. */
  readonly assetId: string;
  /** Metric of the type that is otherwise on this asset. */
  readonly metric: string;
  /** Lowest value that the sensor can rightly show, in the unit of the type; null: as the type has it. */
  readonly rangeLow: number | null;
  /** Highest value that the sensor can rightly show, in the unit of the type; null: as the type has it. */
  readonly rangeHigh: number | null;
  /** How often a reading is expected, milliseconds; null: as the type has it. */
  readonly samplingMs: number | null;
  /** Limits that are otherwise; all others are as the type has them. What is said when one is passed is the type's. */
  readonly limits: readonly LimitSetting[];
  /** Version of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An asset has a metric otherwise than its type from now on; the fields are the whole override. */
export const MetricOverridden: EventContract<MetricOverridden> = /* @__PURE__ */ defineContract<MetricOverridden>({
  name: 'MetricOverridden',
  fullName: 'io.millrace.assets.v1.MetricOverridden',
  topic: 'assets.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"MetricOverridden\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"An asset has a metric otherwise than its type from now on; the fields are the whole override.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the event is about; second part of the Kafka key.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the type that is otherwise on this asset.\"},{\"name\":\"rangeLow\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Lowest value that the sensor can rightly show, in the unit of the type; null: as the type has it.\"},{\"name\":\"rangeHigh\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Highest value that the sensor can rightly show, in the unit of the type; null: as the type has it.\"},{\"name\":\"samplingMs\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"How often a reading is expected, milliseconds; null: as the type has it.\"},{\"name\":\"limits\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"LimitSetting\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"A limit of a metric as one asset has it.\",\"fields\":[{\"name\":\"level\",\"type\":{\"type\":\"enum\",\"name\":\"LimitLevel\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"Which limit of a metric (ISA-18.2, absolute alarms). HH: high-high. H: high. L: low. LL: low-low. Readers that meet a newer symbol read H.\",\"symbols\":[\"HH\",\"H\",\"L\",\"LL\"],\"default\":\"H\"},\"doc\":\"Which limit it is; each at most once in a metric.\"},{\"name\":\"value\",\"type\":\"double\",\"doc\":\"The limit in the unit of the metric: passed above it (HH, H) or below it (L, LL).\"},{\"name\":\"deadband\",\"type\":\"double\",\"default\":0,\"doc\":\"How far the value has to come back across the limit before it is no longer passed, in the unit of the metric; 0 for none.\"},{\"name\":\"onDelayMs\",\"type\":\"long\",\"default\":0,\"doc\":\"How long the limit has to be passed before it counts, milliseconds; 0 for at once.\"}]}},\"default\":[],\"doc\":\"Limits that are otherwise; all others are as the type has them. What is said when one is passed is the type's.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** An asset has a metric as its type has it again. */
export interface MetricOverrideCleared {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the event is about; second part of the Kafka key. */
  readonly assetId: string;
  /** Metric of the type that is otherwise on this asset. */
  readonly metric: string;
  /** Version of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An asset has a metric as its type has it again. */
export const MetricOverrideCleared: EventContract<MetricOverrideCleared> = /* @__PURE__ */ defineContract<MetricOverrideCleared>({
  name: 'MetricOverrideCleared',
  fullName: 'io.millrace.assets.v1.MetricOverrideCleared',
  topic: 'assets.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"MetricOverrideCleared\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"An asset has a metric as its type has it again.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the event is about; second part of the Kafka key.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the type that is otherwise on this asset.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
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

/** Let an asset have a metric otherwise than its type; the override is the whole of it. */
export interface OverrideMetric {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command is for; second part of the Kafka key. */
  readonly assetId: string;
  /** Metric of the type that is otherwise on this asset. */
  readonly metric: string;
  /** Lowest value that the sensor can rightly show, in the unit of the type; null: as the type has it. */
  readonly rangeLow: number | null;
  /** Highest value that the sensor can rightly show, in the unit of the type; null: as the type has it. */
  readonly rangeHigh: number | null;
  /** How often a reading is expected, milliseconds; null: as the type has it. */
  readonly samplingMs: number | null;
  /** Limits that are otherwise; all others are as the type has them. What is said when one is passed is the type's. */
  readonly limits: readonly LimitSetting[];
  /** Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Let an asset have a metric otherwise than its type; the override is the whole of it. */
export const OverrideMetric: EventContract<OverrideMetric> = /* @__PURE__ */ defineContract<OverrideMetric>({
  name: 'OverrideMetric',
  fullName: 'io.millrace.assets.v1.OverrideMetric',
  topic: 'assets.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"OverrideMetric\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Let an asset have a metric otherwise than its type; the override is the whole of it.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command is for; second part of the Kafka key.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the type that is otherwise on this asset.\"},{\"name\":\"rangeLow\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Lowest value that the sensor can rightly show, in the unit of the type; null: as the type has it.\"},{\"name\":\"rangeHigh\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Highest value that the sensor can rightly show, in the unit of the type; null: as the type has it.\"},{\"name\":\"samplingMs\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"How often a reading is expected, milliseconds; null: as the type has it.\"},{\"name\":\"limits\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"LimitSetting\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"A limit of a metric as one asset has it.\",\"fields\":[{\"name\":\"level\",\"type\":{\"type\":\"enum\",\"name\":\"LimitLevel\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"Which limit of a metric (ISA-18.2, absolute alarms). HH: high-high. H: high. L: low. LL: low-low. Readers that meet a newer symbol read H.\",\"symbols\":[\"HH\",\"H\",\"L\",\"LL\"],\"default\":\"H\"},\"doc\":\"Which limit it is; each at most once in a metric.\"},{\"name\":\"value\",\"type\":\"double\",\"doc\":\"The limit in the unit of the metric: passed above it (HH, H) or below it (L, LL).\"},{\"name\":\"deadband\",\"type\":\"double\",\"default\":0,\"doc\":\"How far the value has to come back across the limit before it is no longer passed, in the unit of the metric; 0 for none.\"},{\"name\":\"onDelayMs\",\"type\":\"long\",\"default\":0,\"doc\":\"How long the limit has to be passed before it counts, milliseconds; 0 for at once.\"}]}},\"default\":[],\"doc\":\"Limits that are otherwise; all others are as the type has them. What is said when one is passed is the type's.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
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
  /** Type it is of; null for none. */
  readonly typeId: string | null;
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
  schemaJson: "{\"type\":\"record\",\"name\":\"RegisterAsset\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Put an asset into the hierarchy. Another registration of the id is refused: what is there is renamed, moved or retired.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command is for; second part of the Kafka key.\"},{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Name for people, e.g. \\\"Press 7\\\".\"},{\"name\":\"level\",\"type\":{\"type\":\"enum\",\"name\":\"EquipmentLevel\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"Level in the equipment hierarchy of ISA-95 (IEC 62264-1). ENTERPRISE: the company. SITE: a plant at one location. AREA: a part of a site. WORK_CENTER: a line, cell or process unit. WORK_UNIT: a machine. EQUIPMENT_MODULE: a part of a machine. Readers that meet a newer symbol read EQUIPMENT_MODULE.\",\"symbols\":[\"ENTERPRISE\",\"SITE\",\"AREA\",\"WORK_CENTER\",\"WORK_UNIT\",\"EQUIPMENT_MODULE\"],\"default\":\"EQUIPMENT_MODULE\"},\"doc\":\"Level of the asset in the hierarchy.\"},{\"name\":\"parentId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Asset it is part of; null for the root of a tenant (an enterprise).\"},{\"name\":\"path\",\"type\":\"string\",\"doc\":\"Path from the root of the hierarchy to the asset, segments joined by \\\"/\\\", e.g. \\\"acme/hamburg/press-shop/line-2/press-7\\\". Below a parent only the last segment counts: what is above may move later and takes the asset along.\"},{\"name\":\"typeId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Type it is of; null for none.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the asset the caller saw; the command is refused if the asset has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
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

/** Take an asset type out of use: no asset is assigned to it any more. */
export interface RetireAssetType {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Type the command is for; second part of the Kafka key. */
  readonly typeId: string;
  /** Why, in the words of the actor; may be empty. */
  readonly reason: string;
  /** Version of the type the caller saw; the command is refused if the type has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Take an asset type out of use: no asset is assigned to it any more. */
export const RetireAssetType: EventContract<RetireAssetType> = /* @__PURE__ */ defineContract<RetireAssetType>({
  name: 'RetireAssetType',
  fullName: 'io.millrace.assets.v1.RetireAssetType',
  topic: 'asset-types.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"RetireAssetType\",\"namespace\":\"io.millrace.assets.v1\",\"doc\":\"Take an asset type out of use: no asset is assigned to it any more.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"typeId\",\"type\":\"string\",\"doc\":\"Type the command is for; second part of the Kafka key.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Why, in the words of the actor; may be empty.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the type the caller saw; the command is refused if the type has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
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

import {
  AssetCommandRefused,
  AssetMoved,
  AssetRegistered,
  AssetReinstated,
  AssetRenamed,
  AssetRetired,
  AssetTypeAssigned,
  eventRecord,
  MetricBound,
  MetricOverridden,
  MetricOverrideCleared,
  MetricUnbound,
  type Codecs,
  type Decoded,
  type EventContract,
} from '@millrace/contracts';
import type { AssetCommand, AssetCommandRefusedData, AssetEvent } from '@millrace/domain';
import type { OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';

type Encoder = Pick<Codecs, 'encode'>;

/** A domain event as its record on `assets.events`. */
export function assetEventRecord(codecs: Encoder, event: AssetEvent): OutRecord {
  const { eventId, commandId, tenant, assetId, occurredAt } = event.data;
  const about = { id: eventId, source: SOURCE, time: occurredAt, correlationId: commandId };
  const of = <T>(contract: EventContract<T>, data: NoInfer<T>): OutRecord =>
    eventRecord<T>(codecs, contract, data, { key: `${tenant}/${assetId}`, ...about });
  switch (event.type) {
    case 'AssetRegistered':
      return of(AssetRegistered, event.data);
    case 'AssetMoved':
      return of(AssetMoved, event.data);
    case 'AssetRenamed':
      return of(AssetRenamed, event.data);
    case 'AssetRetired':
      return of(AssetRetired, event.data);
    case 'AssetReinstated':
      return of(AssetReinstated, event.data);
    case 'MetricBound':
      return of(MetricBound, event.data);
    case 'MetricUnbound':
      return of(MetricUnbound, event.data);
    case 'AssetTypeAssigned':
      return of(AssetTypeAssigned, event.data);
    case 'MetricOverridden':
      return of(MetricOverridden, event.data);
    case 'MetricOverrideCleared':
      return of(MetricOverrideCleared, event.data);
    case 'AssetCommandRefused':
      return of(AssetCommandRefused, event.data);
    default:
      return event satisfies never;
  }
}

/** The command a record holds, `undefined` if it holds something else. */
export function assetCommandOf(decoded: Decoded): AssetCommand | undefined {
  switch (decoded.type) {
    case 'RegisterAsset':
      return { type: 'RegisterAsset', data: decoded.value };
    case 'MoveAsset':
      return { type: 'MoveAsset', data: decoded.value };
    case 'RenameAsset':
      return { type: 'RenameAsset', data: decoded.value };
    case 'RetireAsset':
      return { type: 'RetireAsset', data: decoded.value };
    case 'ReinstateAsset':
      return { type: 'ReinstateAsset', data: decoded.value };
    case 'BindMetric':
      return { type: 'BindMetric', data: decoded.value };
    case 'UnbindMetric':
      return { type: 'UnbindMetric', data: decoded.value };
    case 'AssignAssetType':
      return { type: 'AssignAssetType', data: decoded.value };
    case 'OverrideMetric':
      return { type: 'OverrideMetric', data: decoded.value };
    case 'ClearMetricOverride':
      return { type: 'ClearMetricOverride', data: decoded.value };
    default:
      return undefined;
  }
}

/** The event a record on `assets.events` holds, `undefined` if it holds something else. */
export function assetEventOf(decoded: Decoded): AssetEvent | undefined {
  switch (decoded.type) {
    case 'AssetRegistered':
      return { type: 'AssetRegistered', data: decoded.value };
    case 'AssetMoved':
      return { type: 'AssetMoved', data: decoded.value };
    case 'AssetRenamed':
      return { type: 'AssetRenamed', data: decoded.value };
    case 'AssetRetired':
      return { type: 'AssetRetired', data: decoded.value };
    case 'AssetReinstated':
      return { type: 'AssetReinstated', data: decoded.value };
    case 'MetricBound':
      return { type: 'MetricBound', data: decoded.value };
    case 'MetricUnbound':
      return { type: 'MetricUnbound', data: decoded.value };
    case 'AssetTypeAssigned':
      return { type: 'AssetTypeAssigned', data: decoded.value };
    case 'MetricOverridden':
      return { type: 'MetricOverridden', data: decoded.value };
    case 'MetricOverrideCleared':
      return { type: 'MetricOverrideCleared', data: decoded.value };
    case 'AssetCommandRefused':
      // The code is text on the wire; every one was written by `assetEventRecord`.
      return { type: 'AssetCommandRefused', data: decoded.value as AssetCommandRefusedData };
    default:
      return undefined;
  }
}

import {
  AssetTypeCommandRefused,
  AssetTypeDefined,
  AssetTypeRetired,
  eventRecord,
  type Codecs,
  type Decoded,
  type EventContract,
} from '@millrace/contracts';
import type { AssetTypeCommand, AssetTypeCommandRefusedData, AssetTypeEvent } from '@millrace/domain';
import type { OutRecord } from '@millrace/streaming';
import { SOURCE } from '../source.ts';

/** A domain event as its record on `asset-types.events`. */
export function typeEventRecord(codecs: Pick<Codecs, 'encode'>, event: AssetTypeEvent): OutRecord {
  const { eventId, commandId, tenant, typeId, occurredAt } = event.data;
  const about = { id: eventId, source: SOURCE, time: occurredAt, correlationId: commandId };
  const of = <T>(contract: EventContract<T>, data: NoInfer<T>): OutRecord =>
    eventRecord<T>(codecs, contract, data, { key: `${tenant}/${typeId}`, ...about });
  switch (event.type) {
    case 'AssetTypeDefined':
      return of(AssetTypeDefined, event.data);
    case 'AssetTypeRetired':
      return of(AssetTypeRetired, event.data);
    case 'AssetTypeCommandRefused':
      return of(AssetTypeCommandRefused, event.data);
    default:
      return event satisfies never;
  }
}

/** The command a record holds, `undefined` if it holds something else. */
export function typeCommandOf(decoded: Decoded): AssetTypeCommand | undefined {
  switch (decoded.type) {
    case 'DefineAssetType':
      return { type: 'DefineAssetType', data: decoded.value };
    case 'RetireAssetType':
      return { type: 'RetireAssetType', data: decoded.value };
    default:
      return undefined;
  }
}

/** The event a record on `asset-types.events` holds, `undefined` if it holds something else. */
export function typeEventOf(decoded: Decoded): AssetTypeEvent | undefined {
  switch (decoded.type) {
    case 'AssetTypeDefined':
      return { type: 'AssetTypeDefined', data: decoded.value };
    case 'AssetTypeRetired':
      return { type: 'AssetTypeRetired', data: decoded.value };
    case 'AssetTypeCommandRefused':
      // The code is text on the wire; every one was written by `typeEventRecord`.
      return { type: 'AssetTypeCommandRefused', data: decoded.value as AssetTypeCommandRefusedData };
    default:
      return undefined;
  }
}

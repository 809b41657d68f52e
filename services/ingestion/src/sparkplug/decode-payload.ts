import type { SparkplugMetric } from '@millrace/domain';
import proto from 'sparkplug-payload/lib/sparkplugPayloadProto.js';
import { decodePlainPayload, type DecodedPayload } from './quick-payload.ts';

const { Payload } = proto.org.eclipse.tahu.protobuf;
type WirePayload = InstanceType<typeof Payload>;
type WireMetric = WirePayload['metrics'][number];
type WireInteger = WireMetric['longValue'];

/**
 * Protobuf → the domain's metrics, without interpreting values: the type of a data metric may be known only to its birth.
 * (`decodePayload` of the same package drops values that carry no type.)
 * @throws Error when the bytes are no Sparkplug B payload.
 */
export function decodeSparkplug(bytes: Buffer): DecodedPayload {
  return decodePlainPayload(bytes) ?? decodeAnyPayload(bytes);
}

/** The general way, over the reference implementation's objects. @throws Error when the bytes are no Sparkplug B payload. */
export function decodeAnyPayload(bytes: Buffer): DecodedPayload {
  const payload = Payload.decode(bytes);
  return {
    timestamp: own(payload, 'timestamp') ? toNumber(payload.timestamp) : undefined,
    seq: own(payload, 'seq') ? toNumber(payload.seq) : undefined,
    metrics: payload.metrics.map(toMetric),
  };
}

/** Protobuf.js puts defaults on the prototype: only own properties were on the wire. */
const own = (message: object, field: string): boolean => Object.hasOwn(message, field);

function toMetric(wire: WireMetric): SparkplugMetric {
  const template = own(wire, 'templateValue') ? wire.templateValue : undefined;
  return {
    name: own(wire, 'name') ? (wire.name ?? undefined) : undefined,
    alias: own(wire, 'alias') ? toNumber(wire.alias) : undefined,
    datatype: own(wire, 'datatype') ? (wire.datatype ?? undefined) : undefined,
    timestamp: own(wire, 'timestamp') ? toNumber(wire.timestamp) : undefined,
    isNull: own(wire, 'isNull') && wire.isNull === true,
    isHistorical: own(wire, 'isHistorical') && wire.isHistorical === true,
    isTransient: own(wire, 'isTransient') && wire.isTransient === true,
    value: valueOf(wire),
    members: template?.isDefinition === true ? undefined : template?.metrics?.map(toMetric),
    isTemplateDefinition: template?.isDefinition === true,
    quality: qualityOf(wire),
  };
}

function valueOf(wire: WireMetric): SparkplugMetric['value'] {
  if (own(wire, 'doubleValue')) return wire.doubleValue ?? undefined;
  if (own(wire, 'floatValue')) return wire.floatValue ?? undefined;
  if (own(wire, 'intValue')) return wire.intValue ?? undefined;
  if (own(wire, 'longValue')) return toBigInt(wire.longValue);
  if (own(wire, 'booleanValue')) return wire.booleanValue ?? undefined;
  return own(wire, 'stringValue') ? (wire.stringValue ?? undefined) : undefined;
}

function qualityOf(wire: WireMetric): number | undefined {
  if (!own(wire, 'properties')) return undefined;
  const index = wire.properties?.keys?.indexOf('Quality') ?? -1;
  return wire.properties?.values?.[index]?.intValue ?? undefined;
}

function toBigInt(value: WireInteger): bigint | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return BigInt(value);
  return (BigInt(value.getHighBitsUnsigned()) << 32n) | BigInt(value.getLowBitsUnsigned());
}

function toNumber(value: WireInteger): number | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'number' ? value : value.toNumber();
}

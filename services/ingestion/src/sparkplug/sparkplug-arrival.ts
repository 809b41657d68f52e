import {
  edgeNodeId,
  parseSparkplugTopic,
  sparkplugDeviceId,
  type EpochMicros,
  type SparkplugMessage,
} from '@millrace/domain';
import type { Delivery } from '../mqtt/mqtt-connection.ts';
import type { RefusedMessage } from '../rejections.ts';
import { decodeSparkplug } from './decode-payload.ts';

const CONTENT_TYPE = 'application/x-protobuf; messageType="org.eclipse.tahu.protobuf.Payload"';

/** A Sparkplug message at the door: decoded, not yet understood. */
export interface SparkplugArrival {
  readonly tenant: string;
  readonly edgeNode: string;
  readonly message: SparkplugMessage;
  readonly delivery: Delivery;
}

export interface TenantsOfGroups {
  readonly byGroup: ReadonlyMap<string, string>;
  readonly otherwise: string;
}

/** The arrival, or the message as one to refuse with the reason, or undefined when it is none of a host's business. */
export function sparkplugArrival(
  delivery: Delivery,
  tenants: TenantsOfGroups,
  receivedAt: EpochMicros,
): SparkplugArrival | { refused: RefusedMessage; detail: string } | undefined {
  const topic = parseSparkplugTopic(delivery.topic);
  if (topic === undefined) return undefined;
  const tenant = tenants.byGroup.get(topic.group) ?? tenants.otherwise;
  const edgeNode = edgeNodeId(topic);
  const decoded = decode(delivery.payload);
  if (typeof decoded === 'string') {
    return { refused: refusedMessage({ tenant, edgeNode, delivery }, topic.device, receivedAt), detail: decoded };
  }
  const { type, device } = topic;
  const { timestamp, seq, metrics } = decoded;
  return { tenant, edgeNode, message: { type, device, timestamp, seq, metrics, receivedAt }, delivery };
}

/** The message as `telemetry.rejected` wants it. */
export function refusedMessage(
  { tenant, edgeNode, delivery }: Pick<SparkplugArrival, 'tenant' | 'edgeNode' | 'delivery'>,
  device: string | undefined,
  receivedAt: EpochMicros,
): RefusedMessage {
  const deviceId = sparkplugDeviceId(edgeNode, device);
  return { tenant, deviceId, protocol: 'SPARKPLUG', receivedAt, contentType: CONTENT_TYPE, payload: delivery.payload };
}

function decode(payload: Buffer): ReturnType<typeof decodeSparkplug> | string {
  try {
    return decodeSparkplug(payload);
  } catch (error) {
    // The decoder knows nothing of us: whatever it throws is about the bytes.
    return `not a Sparkplug B payload: ${error instanceof Error ? error.message : String(error)}`;
  }
}

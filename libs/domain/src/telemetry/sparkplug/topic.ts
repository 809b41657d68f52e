/** Message types of an edge node's life and data (Sparkplug 3.0.0 §4.1.2). */
export type SparkplugType = 'NBIRTH' | 'NDEATH' | 'NDATA' | 'DBIRTH' | 'DDEATH' | 'DDATA';

const NODE_TYPES = new Set<string>(['NBIRTH', 'NDEATH', 'NDATA']);
const DEVICE_TYPES = new Set<string>(['DBIRTH', 'DDEATH', 'DDATA']);
const OTHERS = new Set<string>(['NCMD', 'DCMD']);

export interface SparkplugTopic {
  readonly group: string;
  readonly type: SparkplugType;
  readonly edgeNode: string;
  readonly device: string | undefined;
}

export const SPARKPLUG_NAMESPACE = 'spBv1.0';

/**
 * `spBv1.0/<group>/<type>/<edge node>[/<device>]`.
 * @returns undefined for what a host does not read: STATE, commands, and topics that are not Sparkplug's.
 */
export function parseSparkplugTopic(topic: string): SparkplugTopic | undefined {
  const [namespace, group, type, edgeNode, device, ...rest] = topic.split('/');
  if (namespace !== SPARKPLUG_NAMESPACE || rest.length > 0) return undefined;
  if (!group || !type || !edgeNode || group === 'STATE' || OTHERS.has(type)) return undefined;
  if (NODE_TYPES.has(type) && device === undefined) return { group, type: type as SparkplugType, edgeNode, device };
  if (DEVICE_TYPES.has(type) && device) return { group, type: type as SparkplugType, edgeNode, device };
  return undefined;
}

/** The edge node as Millrace names it; it is also the device id of the node's own metrics. */
export const edgeNodeId = (topic: Pick<SparkplugTopic, 'group' | 'edgeNode'>): string =>
  `${topic.group}/${topic.edgeNode}`;

/** The device id of a Sparkplug device, or of the node itself. */
export function sparkplugDeviceId(edgeNode: string, device: string | undefined): string {
  return device === undefined ? edgeNode : `${edgeNode}/${device}`;
}

/** Where a host asks an edge node for its births (Sparkplug 3.0.0 §6.4.27, `Node Control/Rebirth`). */
export const commandTopic = (edgeNode: string): string => {
  const [group = '', node = ''] = edgeNode.split('/');
  return `${SPARKPLUG_NAMESPACE}/${group}/NCMD/${node}`;
};

import { GATEWAY_MQTT_USER, CONTROL_SYSTEM_MQTT_USER, type Product } from '@millrace/local-stack';
import { issueCredential, registerLoadPlant } from '../load/plant.ts';
import { HttpSender } from './http-sender.ts';
import { NumberedBody } from './numbered-body.ts';

export const METRIC = 'metric-0';
const PREFIX = 'overload-';
const MIB = 1_048_576;
/** Messages in a flush: some 100 KB. */
const MESSAGES = 1_000;
/** Large bodies: just under what a body may be. */
const HUGE_BYTES = 5 * MIB - 1_024;

export interface OverloadPlant {
  /** Many connections; most of them with the one credential that wants more than the others. */
  readonly senders: readonly HttpSender[];
  /** Few connections with bodies as large as they may be, some of which don't say how large. */
  readonly huge: readonly HttpSender[];
  readonly mqtt: {
    readonly device: string;
    readonly url: string;
    readonly username: string;
    readonly password: string;
  };
  readonly sparkplug: {
    readonly device: string;
    readonly mqttUrl: string;
    readonly username: string;
    readonly password: string;
    readonly groupId: string;
    readonly edgeNodeId: string;
    readonly deviceId: string;
  };
  readonly messagesARequest: number;
  /** Of each credential the devices that it speaks for. */
  readonly callers: ReadonlyMap<string, readonly string[]>;
}

export interface PlantSize {
  readonly connections: number;
  readonly hugeConnections: number;
}

/** Registers the assets of every device, and makes those who will send. */
export async function prepareOverloadPlant(product: Product, size: PlantSize): Promise<OverloadPlant> {
  const { ingestion, enrichment } = product.services;
  const adminToken = product.secrets.tokens.admin;
  const doors = { ingestionUrl: ingestion.url, enrichmentUrl: enrichment.url, adminToken };
  const total = size.connections + size.hugeConnections + 1;
  await registerLoadPlant(doors, { prefix: PREFIX, devices: total, metrics: 1 });
  const names = ['greedy', 'modest-1', 'modest-2', 'huge'];
  const tokens = new Map<string, string>();
  for (const name of names) tokens.set(name, await issueCredential(doors, `overload-${name}`, [`${PREFIX}*`]));
  const callers = new Map<string, string[]>(names.map((name) => [name, []]));
  const sender = (index: number, name: string, body: (device: string) => NumberedBody): HttpSender => {
    const device = `${PREFIX}${index}`;
    callers.get(name)?.push(device);
    const chunked = name === 'huge' && index % 2 === 1;
    return new HttpSender({ url: ingestion.url, token: tokens.get(name) ?? '', device, body: body(device), chunked });
  };
  const nameOf = (index: number): string => (index % 10 === 0 ? 'modest-1' : index % 10 === 5 ? 'modest-2' : 'greedy');
  const senders = Array.from({ length: size.connections }, (_, index) =>
    sender(index, nameOf(index), (device) => new NumberedBody(device, METRIC, MESSAGES)),
  );
  const huge = Array.from({ length: size.hugeConnections }, (_, index) =>
    sender(size.connections + index, 'huge', (device) => new NumberedBody(device, METRIC, 1, HUGE_BYTES)),
  );
  const url = product.stack.addresses.mqtt.url;
  const login = (username: string) => ({ username, password: product.secrets.mqttPasswords[username] ?? '' });
  const node = { groupId: 'riverside', edgeNodeId: 'dcs', deviceId: 'overload' };
  const sparkplugDevice = `${node.groupId}/${node.edgeNodeId}/${node.deviceId}`;
  await registerSparkplugDevice(enrichment.url, adminToken, sparkplugDevice);
  return {
    senders,
    huge,
    callers,
    messagesARequest: MESSAGES,
    mqtt: { device: `${PREFIX}${total - 1}`, url, ...login(GATEWAY_MQTT_USER) },
    sparkplug: { device: sparkplugDevice, mqttUrl: url, ...login(CONTROL_SYSTEM_MQTT_USER), ...node },
  };
}

async function registerSparkplugDevice(enrichmentUrl: string, token: string, deviceId: string): Promise<void> {
  const line = ['enterprise', 'site', 'area', 'work-center'].map((level) => `${PREFIX}${level}`);
  const asset = {
    ...{ assetId: `${PREFIX}sparkplug`, name: 'Sparkplug', level: 'WORK_UNIT', parentId: line.at(-1) },
    path: [...line, `${PREFIX}sparkplug`].join('/'),
    metrics: [{ metric: METRIC, deviceId, deviceMetric: METRIC, sourceUnit: 'Cel', unit: 'Cel' }],
  };
  const answer = await fetch(`${enrichmentUrl}/v1/assets/bulk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ assets: [asset] }),
  });
  const text = await answer.text();
  if (!answer.ok || !text.includes('"problems":0')) throw new Error(`${asset.assetId}: ${answer.status} ${text}`);
}

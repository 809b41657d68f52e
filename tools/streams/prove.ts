import type { Product } from '@millrace/local-stack';
import { waitFor } from '@millrace/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { issueCredential } from '../load/plant.ts';
import { type Checked, wrongWith } from './check.ts';
import { EventListener } from './event-listener.ts';
import { LIMIT, play } from './load.ts';
import type { Person } from './people.ts';
import { METRIC } from './plant.ts';
import { usageOf } from './usage.ts';

export interface Proof extends Omit<Checked, 'tenant'> {
  readonly all: readonly Person[];
  /** Access tokens in the order of the people. */
  readonly tokens: readonly string[];
  readonly seconds: number;
  tell(line: string): void;
}

export interface StreamsReport {
  readonly people: number;
  readonly streams: number;
  readonly readingsPerSecond: number;
  readonly eventsHeard: number;
  /** Cores that reporting used: with the load and nobody listening, and with everybody listening. */
  readonly coresAlone: number;
  readonly coresWithStreams: number;
  readonly residentMiBAlone: number;
  readonly residentMiBWithStreams: number;
  /** The first of what is wrong; empty when what each received is exactly their scope. */
  readonly wrong: readonly string[];
  readonly kept: boolean;
}

const WARM_UP_SECONDS = 10;
const ARRIVED = { timeoutMs: 30_000, intervalMs: 500, describe: 'everybody to have heard of what is theirs' };

/** Everybody listens while the plant sends; what each heard is compared with what lies in their scopes. */
export async function proveStreams(product: Product, proof: Proof): Promise<StreamsReport> {
  const { all, tokens, plant, seconds, tell, endedAt } = proof;
  const url = product.stack.addresses.proxyUrl;
  const admin = product.secrets.tokens.admin;
  const { reporting } = product.services;
  const deviceToken = await preparePlant(url, admin, proof);
  const load = { url, deviceToken, machines: plant.machines };
  tell('the plant sends, nobody listens');
  const before = usageOf(reporting);
  await play({ ...load, seconds: WARM_UP_SECONDS });
  const alone = usageOf(reporting);
  tell(`${all.length} people open their streams`);
  // Not through the local proxy: the streams are reporting's.
  const listeners = tokens.map((token) => new EventListener(reporting.url, token));
  await Promise.all(listeners.map(({ opened }) => opened));
  const opened = usageOf(reporting);
  tell('the plant sends, everybody listens');
  await play({ ...load, seconds });
  const loaded = usageOf(reporting);
  const checked = { plant, tenant: product.tenant, endedAt };
  const wrongNow = (): string[] =>
    all.flatMap((person, index) => wrongWith(person, listeners[index] as EventListener, checked));
  await waitFor(() => wrongNow().length === 0, ARRIVED).catch(() => undefined);
  // What must not come may come late as well.
  await delay(1_000);
  const wrong = wrongNow();
  for (const listener of listeners) listener.close();
  const cores = (from: number, to: number, time: number): number => Math.round(((to - from) / time) * 100) / 100;
  return {
    people: all.length,
    streams: listeners.filter(({ status }) => status === 200).length,
    readingsPerSecond: plant.machines.length,
    eventsHeard: listeners.reduce((sum, { events }) => sum + events, 0),
    coresAlone: cores(before.cpuSeconds, alone.cpuSeconds, WARM_UP_SECONDS),
    coresWithStreams: cores(opened.cpuSeconds, loaded.cpuSeconds, seconds),
    residentMiBAlone: alone.residentMiB,
    residentMiBWithStreams: loaded.residentMiB,
    wrong: wrong.slice(0, 20),
    kept: wrong.length === 0,
  };
}

/** Registers the plant and a rule that machines break. Gives the token of the gateway that speaks for all its devices. */
async function preparePlant(url: string, admin: string, { plant }: Proof): Promise<string> {
  const send = async (method: string, path: string, body: unknown): Promise<void> => {
    const headers = { authorization: `Bearer ${admin}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok || text.includes('"refused":1'))
      throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
  };
  await send('POST', '/v1/assets/import', plant.tags);
  const rule = {
    name: 'Overload',
    metric: METRIC,
    kind: 'THRESHOLD_HIGH',
    limit: LIMIT,
    deadband: 0,
    priority: 'HIGH',
  };
  await send('PUT', '/v1/rules/overload', rule);
  const doors = { ingestionUrl: url, enrichmentUrl: url, adminToken: admin };
  return await issueCredential(doors, 'proof-gateway', ['m-*']);
}

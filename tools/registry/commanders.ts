import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { uuidV5 } from '@millrace/platform';
import { TENANT } from '../bench/input/plant.ts';
import type { Answered } from './answers.ts';

export interface CommandersOptions {
  /** Where the instances are; one that is away has another's taken instead. */
  readonly urls: () => readonly string[];
  readonly token: string;
  /** The assets that are written to: few, so that senders get in each other's way. */
  readonly assetIds: readonly string[];
  /** Number of the first command: what was sent before has other keys. */
  readonly first: number;
  readonly commands: number;
  readonly senders: number;
  onAnswered(count: number): void;
}

export interface Commanded {
  readonly answers: readonly Answered[];
  /** How long each answer took that came at the first attempt, milliseconds. */
  readonly latencies: readonly number[];
  /** Attempts that got no answer, or one that says to come again. */
  readonly retries: number;
}

/** Name of the token, part of the command's id. */
const SENDER = 'bench';
const RETRY_MS = 100;

/** People and programs that change assets at the same time, each by the version it has seen, and send again until they know. */
export async function command(options: CommandersOptions): Promise<Commanded> {
  const { token, assetIds, first, commands, senders } = options;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answers: Answered[] = [];
  const latencies: number[] = [];
  let [next, retries] = [0, 0];

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      const urls = options.urls();
      const url = urls[randomInt(urls.length)] ?? '';
      const began = performance.now();
      const response = await fetch(`${url}${path}`, { ...init, headers: { ...headers, ...init.headers } }).catch(
        () => undefined,
      );
      if (response !== undefined && response.status < 500) {
        if (attempt === 0 && init.method !== undefined) latencies.push(performance.now() - began);
        return response;
      }
      await response?.body?.cancel();
      retries += 1;
      await delay(RETRY_MS);
    }
  }

  async function seen(assetId: string): Promise<number> {
    const response = await ask(`/v1/assets/${assetId}`);
    return ((await response.json()) as { version: number }).version;
  }

  async function send(number: number): Promise<void> {
    const assetId = assetIds[randomInt(assetIds.length)] ?? '';
    const expectedVersion = await seen(assetId);
    const key = `proof-${number}`;
    const isRename = number % 2 === 0;
    const what = isRename ? 'rename' : 'bind load';
    const [method, path, body] = isRename
      ? ['POST', `/v1/assets/${assetId}/rename`, { name: `Name ${number}` }]
      : ['PUT', `/v1/assets/${assetId}/metrics/load`, boundTo(number)];
    const init = { method, headers: { 'idempotency-key': key }, body: JSON.stringify({ ...body, expectedVersion }) };
    const response = await ask(path, init);
    const text = await response.text();
    const isConflict = response.status === 409 && text.includes('expectedVersion');
    if (response.status !== 200 && !isConflict)
      throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    const commandId = uuidV5('asset-command', TENANT, SENDER, assetId, what, key);
    answers.push({ commandId, assetId, expectedVersion, answer: isConflict ? 'conflict' : 'applied' });
    options.onAnswered(answers.length);
  }

  async function sender(): Promise<void> {
    while (next < commands) await send(first + next++);
  }
  await Promise.all(Array.from({ length: senders }, sender));
  return { answers, latencies, retries };
}

/** No two of them are the same, so that each is a change. */
const boundTo = (number: number) => ({
  ...{ deviceId: `device-${number}`, deviceMetric: 'L', sourceUnit: 'kW', unit: 'kW' },
});

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Product, repositoryRoot, startProduct } from '@millrace/local-stack';

/** The whole product on free ports in a folder of its own, for one test file. */
export interface TestPlant {
  readonly product: Product;
  /** What ended without being asked to; empty when all is well. */
  readonly unexpected: readonly string[];
  /** Stops everything; keeps the folder when something ended by itself, for the logs in it. */
  stop(): Promise<void>;
}

export async function startTestPlant(
  options: Pick<Parameters<typeof startProduct>[0], 'env' | 'webhooksFile' | 'traceRatio'> = {},
): Promise<TestPlant> {
  const parent = join(repositoryRoot(), '.millrace');
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, 'e2e-'));
  const unexpected: string[] = [];
  const product = await startProduct({
    ...options,
    dir,
    ports: 'free',
    onProgress: () => undefined,
    onUnexpectedExit: (message) => unexpected.push(message),
  });
  return {
    product,
    unexpected,
    async stop() {
      await product.stop();
      if (unexpected.length === 0) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Calls a front door with a bearer token and gives status, headers and the parsed body. */
export async function call<T = unknown>(
  url: string,
  token: string,
  init: {
    readonly method?: string;
    readonly body?: unknown;
    readonly raw?: BodyInit;
    readonly headers?: Record<string, string>;
  } = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: T; readonly text: string }> {
  const json = init.body === undefined ? init.raw : JSON.stringify(init.body);
  const response = await fetch(url, {
    method: init.method ?? (json === undefined ? 'GET' : 'POST'),
    headers: {
      authorization: `Bearer ${token}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    },
    ...(json === undefined ? {} : { body: json }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : undefined) as T,
    text,
  };
}

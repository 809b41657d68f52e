import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GuardedProcess, mustRun, repositoryRoot } from '@millrace/local-stack/stack';
import { freePort } from './names.ts';
import { stackForTests } from './stack-for-tests.ts';
import { waitFor } from './wait-for.ts';

const ROLES = ['admin', 'operator', 'repairer', 'auditor', 'viewer'] as const;
type Role = (typeof ROLES)[number];
export interface Answer {
  readonly status: number;
  // Whatever the API answers; the tests say what they expect of it.
  readonly body: Record<string, unknown>;
}

/** A tenant of its own for a test file: the topics are shared with every other. */
export const freshTenant = (): string => `t-${randomBytes(5).toString('hex')}`;
/** The API token of a person of the tenant with one role. */
export const tokenOf = (tenant: string, role: Role): string => `${tenant}-${role}`;
/** Another tenant of the same installation, who must see nothing of this one. */
export const neighbourOf = (tenant: string): string => `${tenant}-neighbour`;
/** A rebalance without the killed member can take as long as its session. */
const READY = { timeoutMs: 90_000, intervalMs: 100, describe: 'the service to be ready' };

/** A built service as a process of its own on the stack of the test run, to be killed at will. */
export class BuiltService {
  readonly #service: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #tenant: string;
  readonly #url: string;
  readonly #logFile: string;
  #process: GuardedProcess | undefined;

  private constructor(
    service: string,
    tenant: string,
    port: number,
    dir: string,
    env: Readonly<Record<string, string>>,
  ) {
    const { kafkaBrokers, registryUrl } = stackForTests();
    this.#service = service;
    this.#tenant = tenant;
    this.#url = `http://127.0.0.1:${port}`;
    this.#logFile = join(dir, 'service.log');
    this.#env = {
      ...{ KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: registryUrl, LOG_LEVEL: 'info' },
      ...{ HTTP_PORT: String(port), API_TOKENS_FILE: tokensFile(dir, tenant) },
      ...env,
    };
  }

  get url(): string {
    return this.#url;
  }

  /**
   * Builds a service (its folder under `services`) from its sources and makes a process of it, which is not started yet. It knows the
   * people of the tenant, and of its `neighbour`.
   */
  static async prepare(
    service: string,
    tenant: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<BuiltService> {
    const root = repositoryRoot();
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    await mustRun(process.execPath, [tsc, '-b', join('services', service)], { cwd: root });
    const dir = mkdtempSync(join(tmpdir(), `millrace-${service}-`));
    return new BuiltService(service, tenant, await freePort(), dir, env);
  }

  async start(): Promise<void> {
    const cwd = repositoryRoot();
    const args = [join(cwd, 'services', this.#service, 'dist', 'main.js')];
    this.#process = GuardedProcess.start({ file: process.execPath, args, cwd, env: this.#env }, this.#logFile);
    await waitFor(async () => {
      if (!this.#process?.running) throw new Error(`the service ended; its log is ${this.#logFile}`);
      return (await fetch(`${this.#url}/health/ready`)).ok;
    }, READY);
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    this.#process?.signal('SIGKILL');
    await this.#process?.exited;
  }

  async stop(): Promise<void> {
    await this.#process?.stop(20_000);
  }

  async call(method: string, path: string, body?: unknown, role: Role = 'admin'): Promise<Answer> {
    const headers = { authorization: `Bearer ${tokenOf(this.#tenant, role)}`, 'content-type': 'application/json' };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${this.#url}${path}`, { method, headers, ...content });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
  }
}

function tokensFile(dir: string, tenant: string): string {
  const entries = [tenant, neighbourOf(tenant)].flatMap((one) =>
    ROLES.map((role) => {
      const sha256 = createHash('sha256').update(tokenOf(one, role)).digest('hex');
      return { name: `${role}-of-${one}`, tenant: one, roles: [role], sha256 };
    }),
  );
  const file = join(dir, 'tokens.json');
  writeFileSync(file, JSON.stringify(entries));
  return file;
}

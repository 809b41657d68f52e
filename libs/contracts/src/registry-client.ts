import { RegistryError } from './registry-error.ts';

export type Compatibility =
  'NONE' | 'BACKWARD' | 'BACKWARD_TRANSITIVE' | 'FORWARD' | 'FORWARD_TRANSITIVE' | 'FULL' | 'FULL_TRANSITIVE';

export interface RegisteredSchema {
  readonly schema: string;
  /** `AVRO`, `JSON` or `PROTOBUF`; registries leave it out for Avro. */
  readonly schemaType: string;
}

const MEDIA_TYPE = 'application/vnd.schemaregistry.v1+json';
const DEFAULT_TIMEOUT_MS = 10_000;
const BODY_LIMIT = 500;

/**
 * The part of the Confluent Schema Registry REST API v7 that Millrace uses. Errors are RegistryError; the `find` methods answer
 * undefined for 404. No retries here.
 */
export class RegistryClient {
  readonly #url: string;
  readonly #timeoutMs: number;

  constructor(url: string, options: { timeoutMs?: number } = {}) {
    this.#url = url.replace(/\/+$/, '');
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  }

  /** Registers a schema (idempotent) and answers its id. Status 409: not compatible with the versions before it. */
  async register(subject: string, schemaJson: string): Promise<number> {
    const path = `/subjects/${encodeURIComponent(subject)}/versions`;
    return idOf(await this.#request('register', subject, 'POST', path, { schema: schemaJson }));
  }

  /** Id of a schema under a subject, or undefined if it is not registered there. */
  async findId(subject: string, schemaJson: string): Promise<number | undefined> {
    const path = `/subjects/${encodeURIComponent(subject)}`;
    const answer = await this.#find('look up', subject, 'POST', path, { schema: schemaJson });
    return answer === undefined ? undefined : idOf(answer);
  }

  /** Schema of an id, or undefined if the registry knows none. */
  async findSchema(id: number): Promise<RegisteredSchema | undefined> {
    if (id < 0) return undefined;
    const answer = await this.#find('get schema id', String(id), 'GET', `/schemas/ids/${id}`);
    if (answer === undefined) return undefined;
    const { schema, schemaType } = answer as { schema: string; schemaType?: string };
    return { schema, schemaType: schemaType ?? 'AVRO' };
  }

  async listSubjects(): Promise<string[]> {
    return (await this.#request('list', 'subjects', 'GET', '/subjects')) as string[];
  }

  /** Version numbers of a subject, ascending; none if there is no such subject. */
  async listVersions(subject: string): Promise<number[]> {
    const path = `/subjects/${encodeURIComponent(subject)}/versions`;
    return ((await this.#find('list versions of', subject, 'GET', path)) ?? []) as number[];
  }

  /** Whether a schema could be registered next, by the compatibility level of the subject. */
  async isCompatible(subject: string, schemaJson: string): Promise<boolean> {
    const path = `/compatibility/subjects/${encodeURIComponent(subject)}/versions`;
    const answer = await this.#request('check', subject, 'POST', path, { schema: schemaJson });
    return (answer as { is_compatible: boolean }).is_compatible;
  }

  /** Compatibility level set on the subject itself, or undefined if it follows the registry's default. */
  async findCompatibility(subject: string): Promise<Compatibility | undefined> {
    const path = `/config/${encodeURIComponent(subject)}?defaultToGlobal=false`;
    const answer = await this.#find('get config of', subject, 'GET', path);
    return (answer as { compatibilityLevel?: Compatibility } | undefined)?.compatibilityLevel;
  }

  async setCompatibility(subject: string, compatibility: Compatibility): Promise<void> {
    await this.#request('set config of', subject, 'PUT', `/config/${encodeURIComponent(subject)}`, { compatibility });
  }

  /** As #request, with undefined for 404. */
  async #find(what: string, subject: string, method: string, path: string, body?: object): Promise<unknown> {
    try {
      return await this.#request(what, subject, method, path, body);
    } catch (error) {
      if (error instanceof RegistryError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** One call; throws RegistryError for every outcome but 2xx with JSON. */
  async #request(what: string, subject: string, method: string, path: string, body?: object): Promise<unknown> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.#url + path, {
        method,
        headers: { accept: MEDIA_TYPE, 'content-type': MEDIA_TYPE },
        signal: AbortSignal.timeout(this.#timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (cause) {
      throw new RegistryError(what, { subject, body: `${this.#url}: ${reasonOf(cause)}`, cause });
    }
    if (!response.ok)
      throw new RegistryError(what, { subject, status: response.status, body: text.slice(0, BODY_LIMIT) });
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw new RegistryError(what, {
        subject,
        status: response.status,
        body: `not JSON: ${text.slice(0, BODY_LIMIT)}`,
        cause,
      });
    }
  }
}

const idOf = (answer: unknown): number => (answer as { id: number }).id;

/** fetch hides the reason ("ECONNREFUSED 127.0.0.1:8090") in the cause of a bare "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : undefined;
  return cause === undefined || cause.message === '' ? error.message : `${error.message}: ${cause.message}`;
}

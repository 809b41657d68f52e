import { readFileSync } from 'node:fs';
import { SERVICE_NAMES, type Product, type ServiceName } from '@millrace/local-stack';

/** Bytes of memory of each service, and what waits in ingestion, at one moment. */
export interface Sample {
  /** Seconds since the run began. */
  readonly at: number;
  readonly rss: Readonly<Record<ServiceName, number>>;
  readonly pendingBytes: number;
}

const KIB = 1_024;

/** Resident memory of the program under a guard, bytes; 0 when there is none. */
function rssOf(guard: number | undefined): number {
  if (guard === undefined) return 0;
  const children = readFileSync(`/proc/${guard}/task/${guard}/children`, 'utf8').trim().split(' ');
  const sizes = children.map((pid) => /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return Math.max(...sizes.map((size) => Number(size ?? 0) * KIB));
}

async function pendingOf(url: string): Promise<number> {
  const text = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(900) }).then((answer) => answer.text());
  return [...text.matchAll(/^millrace_ingest_pending_bytes\{.*\} (\d+)/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
}

/** Looks at the services once a second until `stop`. */
export class RssRecorder {
  readonly samples: Sample[] = [];
  readonly #product: Product;
  readonly #began = performance.now();
  readonly #timer: NodeJS.Timeout;
  #looking = false;

  constructor(product: Product) {
    this.#product = product;
    this.#timer = setInterval(() => void this.#look(), 1_000);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const { services } = this.#product;
    const at = Math.round((performance.now() - this.#began) / 1_000);
    const sizes = SERVICE_NAMES.map((name) => [name, rssOf(services[name].guardPid)] as const);
    // A service that is too busy to be asked is looked at all the same.
    const pendingBytes = await pendingOf(services.ingestion.url).catch(() => this.samples.at(-1)?.pendingBytes ?? 0);
    this.samples.push({ at, rss: Object.fromEntries(sizes) as Sample['rss'], pendingBytes });
    this.#looking = false;
  }
}

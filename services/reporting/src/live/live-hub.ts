import { isBelow } from '../queries/prefix.ts';
import { type Change, SeriesCoalescer } from './series-coalescer.ts';
import { sseEvent } from './sse.ts';

export const KINDS = ['values', 'anomalies', 'alarms'] as const;
export type Kind = (typeof KINDS)[number];

/** Who listens, and to what. */
export interface Listener {
  readonly tenant: string;
  /** Asset path; empty for everything of the tenant. */
  readonly prefix: string;
  readonly kinds: ReadonlySet<Kind>;
  send(frame: string): void;
}

/** Something that happened to an asset of a tenant, as JSON. */
export interface Happening {
  readonly kind: 'anomalies' | 'alarms';
  readonly tenant: string;
  /** undefined when the event does not say; then every listener of the tenant hears it. */
  readonly assetPath: string | undefined;
  readonly json: string;
}

/** Values of a series change at most five times a second. */
const FLUSH_MS = 200;
const EVENT_NAMES = { anomalies: 'anomaly', alarms: 'alarm' } as const;

/** Spreads what happens to those who listen. */
export class LiveHub {
  readonly #listeners = new Set<Listener>();
  readonly #changes = new SeriesCoalescer();
  readonly #run = Date.now().toString(36);
  #sequence = 0;
  #flushing: NodeJS.Timeout | undefined;

  get size(): number {
    return this.#listeners.size;
  }

  add(listener: Listener): void {
    this.#listeners.add(listener);
  }

  remove(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    this.#changes.clear();
  }

  /** Ids rise within one run of the process; those of another run mean nothing here. */
  nextId(): string {
    return `${this.#run}-${(this.#sequence += 1)}`;
  }

  changed(change: Change): void {
    if (this.#listeners.size === 0) return;
    this.#changes.offer(change);
    this.#flushing ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  happened({ kind, tenant, assetPath, json }: Happening): void {
    const frame = sseEvent(this.nextId(), EVENT_NAMES[kind], json);
    for (const listener of this.#listeners) {
      const meant = listener.tenant === tenant && listener.kinds.has(kind);
      if (meant && (assetPath === undefined || isBelow(assetPath, listener.prefix))) listener.send(frame);
    }
  }

  /** Sends the values that wait; runs by itself. */
  flush(): void {
    this.#flushing = undefined;
    const byTenant = Map.groupBy(this.#changes.drain(), ({ tenant }) => tenant);
    const id = this.nextId();
    for (const listener of this.#listeners) {
      const changes = listener.kinds.has('values') ? byTenant.get(listener.tenant) : undefined;
      const shown = changes?.filter(({ assetPath }) => isBelow(assetPath, listener.prefix)) ?? [];
      if (shown.length > 0) listener.send(sseEvent(id, 'values', JSON.stringify(shown.map(withoutTenant))));
    }
  }
}

function withoutTenant({ tenant: _, occurredAt, ...change }: Change) {
  return { ...change, occurredAt: new Date(occurredAt / 1000).toISOString() };
}

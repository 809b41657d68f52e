import { Audience } from './audience.ts';
import { type Change, SeriesCoalescer } from './series-coalescer.ts';
import { sseEvent } from './sse.ts';

export const KINDS = ['values', 'anomalies', 'alarms'] as const;
export type Kind = (typeof KINDS)[number];

/** Who listens, and to what: of each kind to what happens at some places (paths) and below them; [''] is the whole tenant. */
export interface Listener {
  readonly tenant: string;
  readonly places: Readonly<Record<Kind, readonly string[]>>;
  send(frame: string): void;
}

/** Something that happened to an asset of a tenant, as JSON. */
export interface Happening {
  readonly kind: 'anomalies' | 'alarms';
  readonly tenant: string;
  /** Empty when the event does not say: then only who listens to the whole tenant hears it. */
  readonly assetPath: string;
  readonly json: string;
}

/** Values of a series change at most five times a second. */
const FLUSH_MS = 200;
const EVENT_NAMES = { anomalies: 'anomaly', alarms: 'alarm' } as const;

/** Spreads what happens to those who listen. */
export class LiveHub {
  readonly #listeners = new Set<Listener>();
  readonly #audiences = {
    values: new Audience<Listener>(),
    anomalies: new Audience<Listener>(),
    alarms: new Audience<Listener>(),
  };
  readonly #changes = new SeriesCoalescer();
  readonly #run = Date.now().toString(36);
  #sequence = 0;
  #flushing: NodeJS.Timeout | undefined;

  get size(): number {
    return this.#listeners.size;
  }

  add(listener: Listener): void {
    this.#listeners.add(listener);
    for (const kind of KINDS) this.#audiences[kind].add(listener.tenant, listener.places[kind], listener);
  }

  remove(listener: Listener): void {
    if (!this.#listeners.delete(listener)) return;
    for (const kind of KINDS) this.#audiences[kind].remove(listener.tenant, listener.places[kind], listener);
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
    for (const listener of this.#audiences[kind].at(tenant, assetPath)) listener.send(frame);
  }

  /** Sends the values that wait; runs by itself. */
  flush(): void {
    this.#flushing = undefined;
    const heard = new Map<Listener, string[]>();
    for (const change of this.#changes.drain()) {
      let json: string | undefined;
      for (const listener of this.#audiences.values.at(change.tenant, change.assetPath)) {
        json ??= JSON.stringify(shown(change));
        const before = heard.get(listener);
        if (before === undefined) heard.set(listener, [json]);
        else before.push(json);
      }
    }
    const id = this.nextId();
    for (const [listener, changes] of heard) listener.send(sseEvent(id, 'values', `[${changes.join(',')}]`));
  }
}

function shown({ tenant: _, occurredAt, ...change }: Change) {
  return { ...change, occurredAt: new Date(occurredAt / 1000).toISOString() };
}

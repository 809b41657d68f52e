import type { StoreContent, StoreSpec } from '@millrace/streaming';

/** The stores of a task without a broker. Whoever asks for a store gets one restored from its saved state, as after a restart. */
export class SavedStores {
  readonly #held = new Map<string, { content: StoreContent; readonly saved: Map<string, Uint8Array> }>();

  store<S extends StoreContent>(spec: StoreSpec<S>): S {
    this.commit();
    const held = this.#held.get(spec.name) ?? { content: spec.open(), saved: new Map<string, Uint8Array>() };
    const content = spec.open();
    for (const [key, value] of held.saved) content.restore(key, Buffer.from(value));
    held.content = content;
    this.#held.set(spec.name, held);
    return content;
  }

  /** Saves what has changed, as a transaction does; a store that is asked for does it, too. */
  commit(): void {
    for (const { content, saved } of this.#held.values()) {
      for (const { key, value } of content.takeChanges()) {
        if (value === null) saved.delete(key);
        else saved.set(key, value.slice()); // a copy: the store may go on with its own
      }
    }
  }
}

import { isWithin, outermost, WHOLE_TENANT } from '@millrace/domain';

/** The places, with all below each, that both lie within these scopes and within a prefix. */
export function placesWithin(scopes: readonly string[], prefix: string): string[] {
  return outermost(
    scopes.flatMap((scope) => {
      if (isWithin(prefix, scope)) return [prefix];
      return isWithin(scope, prefix) ? [scope] : [];
    }),
  );
}

/** A place and every place it lies within, the tenant as a whole too. */
export function* placesAbove(path: string): Generator<string> {
  yield path;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) yield path.slice(0, end);
  if (path !== WHOLE_TENANT) yield WHOLE_TENANT;
}

/** Who listens where: found from the place of what happened, so that it costs what is heard and not how many listen. */
export class Audience<Listener> {
  readonly #tenants = new Map<string, Map<string, Set<Listener>>>();

  /** @param places paths, none below another */
  add(tenant: string, places: readonly string[], listener: Listener): void {
    let byPlace = this.#tenants.get(tenant);
    if (byPlace === undefined) this.#tenants.set(tenant, (byPlace = new Map()));
    for (const place of places) {
      const there = byPlace.get(place);
      if (there === undefined) byPlace.set(place, new Set([listener]));
      else there.add(listener);
    }
  }

  remove(tenant: string, places: readonly string[], listener: Listener): void {
    const byPlace = this.#tenants.get(tenant);
    for (const place of places) {
      const there = byPlace?.get(place);
      there?.delete(listener);
      if (there?.size === 0) byPlace?.delete(place);
    }
    if (byPlace?.size === 0) this.#tenants.delete(tenant);
  }

  /** Everybody of the tenant who listens at this place or above it, each once. */
  *at(tenant: string, path: string): Generator<Listener> {
    const byPlace = this.#tenants.get(tenant);
    if (byPlace === undefined) return;
    for (const place of placesAbove(path)) yield* byPlace.get(place) ?? [];
  }
}

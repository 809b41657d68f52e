import type { StoreContent, StoreSpec } from '../types.ts';

/** The store that a handler asks for. */
export function storeOf<S extends StoreContent>(stores: ReadonlyMap<string, StoreContent>, spec: StoreSpec<S>): S {
  const store = stores.get(spec.name);
  if (store === undefined) throw new Error(`store ${spec.name}: not listed in the stores of the stream's spec`);
  return store as S;
}

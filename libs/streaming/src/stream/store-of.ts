import type { StoreContent, StoreSpec } from '../types.ts';

/** How handlers ask for their stores. */
export function storeOf(stores: ReadonlyMap<string, StoreContent>): <S extends StoreContent>(spec: StoreSpec<S>) => S {
  return <S extends StoreContent>(spec: StoreSpec<S>) => {
    const store = stores.get(spec.name);
    if (store === undefined) throw new Error(`store ${spec.name}: not listed in the stores of the stream's spec`);
    return store as S;
  };
}

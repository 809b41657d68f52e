import type { KeyValueStore } from '../stream/key-value-store.ts';

/** A key whose value is not the same in both versions; undefined: the version does not have it. */
export interface StoreDifference {
  readonly key: string;
  readonly live: Buffer | undefined;
  readonly rebuilt: Buffer | undefined;
}

/** Compares key by key, by what the changelog would hold of each. */
export function storeDifferences<V>(live: KeyValueStore<V>, rebuilt: KeyValueStore<V>): StoreDifference[] {
  const differences: StoreDifference[] = [];
  for (const key of new Set([...live.keys(), ...rebuilt.keys()])) {
    const [mine, other] = [live.saved(key), rebuilt.saved(key)];
    if (mine === undefined || other === undefined || !mine.equals(other))
      differences.push({ key, live: mine, rebuilt: other });
  }
  return differences.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** A difference for people. */
export function storeDifferenceLine({ key, live, rebuilt }: StoreDifference): string {
  return `${key}: ${text(live)} live, ${text(rebuilt)} rebuilt`;
}

const text = (bytes: Buffer | undefined): string => (bytes === undefined ? 'nothing' : bytes.toString());

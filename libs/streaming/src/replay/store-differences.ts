import type { TaskStore } from '../stream/task-store.ts';

/** A key whose value is not the same in both versions; undefined: the version does not have it. */
export interface StoreDifference {
  readonly key: string;
  readonly live: Buffer | undefined;
  readonly rebuilt: Buffer | undefined;
}

/** Compares key by key, by what the changelog would hold of each. */
export function storeDifferences<V>(live: TaskStore<V>, rebuilt: TaskStore<V>): StoreDifference[] {
  const differences: StoreDifference[] = [];
  for (const key of new Set([...live.entries(), ...rebuilt.entries()].map(([name]) => name))) {
    const [mine, other] = [bytesOf(live, key), bytesOf(rebuilt, key)];
    if (mine === undefined || other === undefined || !mine.equals(other))
      differences.push({ key, live: mine, rebuilt: other });
  }
  return differences.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function bytesOf<V>(store: TaskStore<V>, key: string): Buffer | undefined {
  const value = store.get(key);
  return value === undefined ? undefined : store.spec.serialize(value);
}

/** A difference for people. */
export function storeDifferenceLine({ key, live, rebuilt }: StoreDifference): string {
  return `${key}: ${text(live)} live, ${text(rebuilt)} rebuilt`;
}

const text = (bytes: Buffer | undefined): string => (bytes === undefined ? 'nothing' : bytes.toString());

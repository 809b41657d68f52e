/** A row that one side has more often than the other: `surplus` > 0 in the live version, < 0 in the rebuilt one. */
export interface UnpairedRow {
  readonly surplus: number;
  readonly [column: string]: unknown;
}

/**
 * One line for each row that is not the same on both sides. Rows of the same identity are told as one: which columns differ, and
 * what each side says.
 */
export function differencesOf(rows: readonly UnpairedRow[], identity: readonly string[]): string[] {
  const groups = Map.groupBy(rows, (row) => identity.map((name) => `${name} ${String(row[name])}`).join(', '));
  return [...groups].map(([name, group]) => `${name}: ${describe(group)}`);
}

function describe(group: readonly UnpairedRow[]): string {
  const [first, second] = group;
  if (first === undefined) return 'nothing';
  if (group.length === 2 && second !== undefined && first.surplus === -second.surplus) {
    const [live, rebuilt] = first.surplus > 0 ? [first, second] : [second, first];
    return Object.keys(live)
      .filter((column) => column !== 'surplus' && text(live[column]) !== text(rebuilt[column]))
      .map((column) => `${column} is ${text(live[column])} live, ${text(rebuilt[column])} rebuilt`)
      .join('; ');
  }
  return group.map(({ surplus }) => `${times(Math.abs(surplus))} only ${surplus > 0 ? 'live' : 'rebuilt'}`).join(', ');
}

const times = (n: number): string => (n === 1 ? 'once' : `${n} times`);
const text = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

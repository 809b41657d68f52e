/** A member of the group and the partition numbers it says it works on now. */
export interface Member {
  readonly id: string;
  readonly owned: readonly number[];
}

/**
 * Gives every partition number to exactly one member: counts differ by at most one, a member keeps what it has as far as
 * its share allows (each move costs a restore), and the result depends on the arguments only, not on their order.
 */
export function assignPartitions(members: readonly Member[], partitions: readonly number[]): Map<string, number[]> {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const free = new Set([...partitions].sort((a, b) => a - b));
  const given = new Map<string, number[]>(sorted.map(({ id }) => [id, []]));
  if (sorted.length === 0) return given;
  const share = Math.floor(free.size / sorted.length);
  let extras = free.size % sorted.length;

  for (const { id, owned } of sorted) {
    const mine = given.get(id) ?? [];
    for (const partition of [...owned].sort((a, b) => a - b)) {
      const room = mine.length < share || (mine.length === share && extras > 0);
      if (!room || !free.delete(partition)) continue;
      mine.push(partition);
      if (mine.length > share) extras -= 1;
    }
  }
  fillUp(given, free, share);
  return given;
}

/** What nobody kept goes to those below their share first, then one each to the others, in the order of their ids. */
function fillUp(given: Map<string, number[]>, free: Set<number>, share: number): void {
  const rest = [...free];
  for (const limit of [share, share + 1]) {
    for (const mine of given.values()) {
      while (mine.length < limit && rest.length > 0) mine.push(rest.shift() as number);
    }
  }
  for (const mine of given.values()) mine.sort((a, b) => a - b);
}

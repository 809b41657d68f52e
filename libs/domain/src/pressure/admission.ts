/** What waits at a door, and how much may. Bytes. */
export interface Load {
  readonly pending: number;
  readonly limit: number;
}

/** Taken in; or why not: nothing more fits, or this caller has its share already. */
export type Admission = 'admitted' | 'full' | 'share';

/**
 * How much more than the room that is left one caller may hold. With 2, a caller alone gets two thirds of the limit, and n greedy
 * ones 2/(2n+1) each: there is always room for one who has nothing waiting.
 */
const ALPHA = 2;

/** Whether so many bytes more fit at all. */
export function fits({ pending, limit }: Load, bytes: number): boolean {
  return pending + bytes <= limit;
}

/**
 * Whether a caller who holds `held` of what is pending may bring `bytes` more. The share of each shrinks as the door fills
 * (dynamic threshold: A. K. Choudhury, E. L. Hahne, "Dynamic queue length thresholds for shared-memory packet switches", IEEE/ACM
 * Transactions on Networking 6 (2), 1998), so that nobody has to know how many callers there are. Who has nothing waiting may bring
 * whatever fits.
 */
export function admit(load: Load, held: number, bytes: number): Admission {
  if (!fits(load, bytes)) return 'full';
  const room = load.limit - load.pending;
  return held === 0 || held + bytes <= ALPHA * room ? 'admitted' : 'share';
}

/** Records that are on a topic before anybody works on them: what is measured is how fast work is done and not how fast it comes. */
export interface Backlog {
  readonly topic: string;
  /** Offsets that were taken on the topic before, over all partitions. */
  readonly before: number;
  readonly records: number;
}

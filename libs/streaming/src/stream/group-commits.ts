import type { Membership, PartitionOffset } from '../kafka/group-offsets.ts';
import { SendRounds } from '../produce/sends.ts';
import type { TaskProducer } from './task-producer.ts';

/** What one task has to write, and the position that stands for it. */
export interface Commit {
  readonly producer: TaskProducer;
  /** At least one: they carry the member's generation, which is what fences. */
  readonly offsets: readonly PartitionOffset[];
  /** Aborted when the partition is not this member's any more, or the commit has come too late. */
  readonly signal: AbortSignal;
  /** Adds the records to write. Called once at most, when the transaction begins. */
  write(sends: SendRounds): void;
}

/** The commit was not begun: the partition has gone, or this member is in no group. */
export class CommitGivenUp extends Error {
  constructor() {
    super('the transaction was not begun: the partition is not ours any more');
    this.name = 'CommitGivenUp';
  }
}

interface Waiting {
  readonly commit: Commit;
  readonly done: PromiseWithResolvers<void>;
}

/**
 * Commits what the tasks of a member have to commit, together: while one transaction is under way, the next gathers. A transaction costs
 * the cluster five requests and a marker in every partition it touches, whatever is in it, and what is fetched together is worked off
 * together; so with little load there is one a fetch, not one a partition (docs/adr/0017). It is done under the producer of any of
 * its tasks. When it fails it fails for all of them.
 */
export class GroupCommits {
  readonly #groupId: string;
  readonly #membership: () => Membership | undefined;
  #waiting: Waiting[] = [];
  #working = false;
  #underWay: Promise<void> = Promise.resolve();

  constructor(groupId: string, membership: () => Membership | undefined) {
    this.#groupId = groupId;
    this.#membership = membership;
  }

  /** Resolves when the transaction with the commit in it is committed. When it rejects, the task must start over. */
  commit(commit: Commit): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.#waiting.push({ commit, done });
    if (!this.#working) {
      this.#working = true;
      // Not at once: the tasks whose batches came with the same fetch are at work in this turn of the event loop.
      setImmediate(() => void this.#work());
    }
    return done.promise;
  }

  /**
   * Resolves when the transaction under way has ended, one way or the other: while it may still be committed, nobody of this process
   * should have it aborted by opening a task.
   */
  settled(): Promise<void> {
    return this.#underWay;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const together = this.#waiting;
      this.#waiting = [];
      this.#underWay = this.#together(together);
      await this.#underWay;
    }
    this.#working = false;
  }

  /** Never rejects. */
  async #together(waiting: readonly Waiting[]): Promise<void> {
    // Read in the same turn: the membership and what is ours change together.
    const member = this.#membership();
    const { ours = [], gone = [] } = Object.groupBy(waiting, ({ commit }) =>
      member !== undefined && !commit.signal.aborted ? 'ours' : 'gone',
    );
    for (const { done } of gone) done.reject(new CommitGivenUp());
    const [first] = ours;
    if (first === undefined) return;
    try {
      const sends = new SendRounds();
      for (const { commit } of ours) commit.write(sends);
      const offsets = ours.flatMap(({ commit }) => commit.offsets);
      await first.commit.producer.commit(sends.rounds, { groupId: this.#groupId, member, offsets });
      for (const { done } of ours) done.resolve();
    } catch (error) {
      for (const { done } of ours) done.reject(error);
    }
  }
}

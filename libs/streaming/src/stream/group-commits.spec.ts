import { describe, expect, it } from 'vitest';
import type { Membership } from '../kafka/group-offsets.ts';
import type { Send } from '../produce/sends.ts';
import { CommitGivenUp, GroupCommits, type Commit } from './group-commits.ts';
import type { TaskOffsets, TaskProducer } from './task-producer.ts';

interface Transaction {
  readonly by: number;
  readonly records: readonly string[];
  readonly offsets: TaskOffsets | undefined;
  readonly ends: PromiseWithResolvers<void>;
}

const member: Membership = { memberId: 'me', generationId: 4 };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function harness() {
  const transactions: Transaction[] = [];
  let membership: Membership | undefined = member;
  const commits = new GroupCommits('millrace.s', () => membership);
  const commit = (partition: number, signal = new AbortController().signal): Promise<void> => {
    const producer = {
      commit: (rounds: readonly (readonly Send[])[], offsets?: TaskOffsets) => {
        const records = rounds.flat().flatMap(({ messages }) => messages.map(({ key }) => key));
        const ends = Promise.withResolvers<void>();
        transactions.push({ by: partition, records, offsets, ends });
        return ends.promise;
      },
    } as unknown as TaskProducer;
    const one: Commit = {
      ...{ producer, signal, offsets: [{ topic: 'in', partition, offset: partition + 10 }] },
      write: (sends) => sends.add('out', partition, { key: `k${partition}`, value: null }),
    };
    return commits.commit(one);
  };
  return { transactions, commit, settle: () => commits.settled(), leave: () => (membership = undefined) };
}

describe('GroupCommits', () => {
  it('commits what comes in one turn together, under the first one’s producer, signed with the generation', async () => {
    const { transactions, commit } = harness();
    const done = Promise.all([commit(3), commit(1), commit(2)]);
    await turn();
    expect(transactions).toHaveLength(1);
    expect(transactions[0]).toMatchObject({
      by: 3,
      records: ['k3', 'k1', 'k2'],
      offsets: {
        groupId: 'millrace.s',
        member,
        offsets: [3, 1, 2].map((partition) => ({ topic: 'in', partition, offset: partition + 10 })),
      },
    });
    transactions[0]?.ends.resolve();
    await done;
  });

  it('gathers the next transaction while one is under way', async () => {
    const { transactions, commit, settle } = harness();
    const first = commit(0);
    await turn();
    const later = [commit(1), commit(2)];
    await turn();
    expect(transactions).toHaveLength(1);
    let settled = false;
    const waited = settle().then(() => (settled = true));
    await turn();
    expect(settled).toBe(false);
    transactions[0]?.ends.resolve();
    await first;
    await waited;
    await turn();
    expect(transactions[1]).toMatchObject({ by: 1, records: ['k1', 'k2'] });
    transactions[1]?.ends.resolve();
    await Promise.all(later);
  });

  it('fails for all of a transaction, and for nobody else', async () => {
    const { transactions, commit } = harness();
    const outcomes = Promise.allSettled([commit(0), commit(1)]);
    await turn();
    const next = commit(2);
    transactions[0]?.ends.reject(new Error('refused'));
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await turn();
    transactions[1]?.ends.resolve();
    await next;
  });

  it('begins nothing for a partition that has gone, nor outside a group', async () => {
    const { transactions, commit, leave } = harness();
    const lost = new AbortController();
    const gone = commit(0, lost.signal);
    lost.abort();
    const outcomes = Promise.allSettled([gone, commit(1)]);
    await turn();
    expect(transactions.map(({ records }) => records)).toEqual([['k1']]);
    transactions[0]?.ends.resolve();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    leave();
    await expect(commit(1)).rejects.toThrow(CommitGivenUp);
    expect(transactions).toHaveLength(1);
  });
});

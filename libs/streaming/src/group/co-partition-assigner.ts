import { AssignerProtocol, type Cluster, type PartitionAssigner } from 'kafkajs';
import { assignPartitions, type Member } from './assign-partitions.ts';

const NAME = 'millrace-co-partitioned';
const VERSION = 1;

/**
 * Assigns partition numbers, not partitions: number p of every topic goes to the same member, which is what lets one task own
 * the state of p. `owned` is asked at every join, so that members keep what they have.
 */
export function coPartitionAssigner(
  topics: readonly string[],
  owned: () => readonly number[],
  onCluster: (cluster: Cluster) => void,
): PartitionAssigner {
  return ({ cluster }) => {
    onCluster(cluster);
    return {
      name: NAME,
      version: VERSION,
      protocol: (subscription) => ({
        name: NAME,
        metadata: AssignerProtocol.MemberMetadata.encode({
          version: VERSION,
          topics: subscription.topics,
          userData: Buffer.from(JSON.stringify(owned())),
        }),
      }),
      assign: async ({ members }) => {
        const counts = new Map(topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).length]));
        const numbers = Array.from({ length: Math.max(0, ...counts.values()) }, (_, partition) => partition);
        const group = members.map(({ memberId, memberMetadata }) => toMember(memberId, memberMetadata));
        return [...assignPartitions(group, numbers)].map(([memberId, mine]) => ({
          memberId,
          memberAssignment: AssignerProtocol.MemberAssignment.encode({
            version: VERSION,
            assignment: Object.fromEntries(
              [...counts].map(([topic, partitions]) => [topic, mine.filter((partition) => partition < partitions)]),
            ),
            userData: Buffer.alloc(0),
          }),
        }));
      },
    };
  };
}

function toMember(id: string, metadata: Buffer): Member {
  const userData = AssignerProtocol.MemberMetadata.decode(metadata)?.userData;
  if (userData === undefined || userData.length === 0) return { id, owned: [] };
  const owned: unknown = JSON.parse(userData.toString());
  return { id, owned: Array.isArray(owned) ? owned.filter((one): one is number => Number.isInteger(one)) : [] };
}

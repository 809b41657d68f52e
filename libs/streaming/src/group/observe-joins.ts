import type { Broker, Cluster } from 'kafkajs';
import type { Membership } from '../kafka/group-offsets.ts';
import type { WireBroker } from '../kafka/wire.ts';

/** Tells the generation of every join, which kafkajs keeps to itself, before the event of the join comes. */
export function observeJoins(cluster: Cluster, tell: (member: Membership) => void): void {
  const wrapped = new WeakSet<Broker>();
  const find = cluster.findGroupCoordinator.bind(cluster);
  cluster.findGroupCoordinator = async (group) => {
    const broker = (await find(group)) as WireBroker;
    if (wrapped.has(broker)) return broker;
    wrapped.add(broker);
    const join = broker.joinGroup.bind(broker);
    broker.joinGroup = async (request) => {
      const joined = await join(request);
      tell({ memberId: joined.memberId, generationId: joined.generationId });
      return joined;
    };
    return broker;
  };
}

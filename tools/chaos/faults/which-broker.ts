import { PARTITIONS, topic } from '@millrace/contracts';
import type { Broker } from '../cluster/broker.ts';
import type { Plant } from '../plant.ts';
import { picked } from './fault.ts';

/** A way to choose a broker at the moment of the fault. */
export interface WhichBroker {
  readonly name: string;
  find(plant: Plant, pick: number): Promise<Broker>;
}

export const anyBroker: WhichBroker = {
  name: 'broker',
  find: ({ cluster }, pick) => Promise.resolve(picked(cluster.brokers, pick)),
};

/** The one that decides who leads what. */
export const theController: WhichBroker = { name: 'controller', find: ({ cluster }) => cluster.controller() };

/** The leader of a partition that every reading of some devices goes through. */
export const hotLeader: WhichBroker = {
  name: 'leader',
  find: ({ cluster }, pick) => cluster.leaderOf(topic.telemetryReceived, Math.floor(pick * PARTITIONS)),
};

import { SERVICE_NAMES } from '@millrace/local-stack';
import { clickhouseAway } from './clickhouse-away.ts';
import { clockStep } from './clock-step.ts';
import { cutNetwork } from './cut-network.ts';
import type { Fault } from './fault.ts';
import { fullDiskBroker } from './full-disk-broker.ts';
import { fullDiskClickhouse } from './full-disk-clickhouse.ts';
import { incompatibleSchema } from './incompatible-schema.ts';
import { killBroker } from './kill-broker.ts';
import { killService } from './kill-service.ts';
import { mqttRestart } from './mqtt-restart.ts';
import { oddReadings } from './odd-readings.ts';
import { poisonRecords } from './poison-records.ts';
import { rollingBrokers } from './rolling-brokers.ts';
import { rollingServices } from './rolling-services.ts';
import { secondInstance } from './second-instance.ts';
import { slowNetwork } from './slow-network.ts';
import { stopBroker } from './stop-broker.ts';
import { stopService } from './stop-service.ts';
import { anyBroker, hotLeader, theController } from './which-broker.ts';

const BRIEFLY = [5, 20] as const;
const TEN_MINUTES = [600, 600] as const;
/** Runs of at least this many minutes have time for ClickHouse to be away for ten of them. */
const LONG_MINUTES = 30;

/** The deck that a run of so many minutes plays from. */
export function allFaults(minutes: number): readonly Fault[] {
  return [
    ...[anyBroker, theController, hotLeader].flatMap((which) => [killBroker(which), stopBroker(which)]),
    ...SERVICE_NAMES.flatMap((name) => [killService(name), stopService(name)]),
    rollingBrokers,
    rollingServices,
    secondInstance,
    cutNetwork,
    slowNetwork,
    clickhouseAway(minutes >= LONG_MINUTES ? TEN_MINUTES : BRIEFLY),
    fullDiskBroker,
    fullDiskClickhouse,
    clockStep,
    oddReadings,
    poisonRecords,
    incompatibleSchema,
    mqttRestart,
  ];
}

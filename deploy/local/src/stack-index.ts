/** The stack alone, without the product that runs on it: what tests need. */
export { type Addresses, addressesOf } from './addresses.ts';
export { type ClickHouseUser, DEFAULT_CLICKHOUSE_USER } from './parts/clickhouse.ts';
export type { Door } from './parts/kafka-config.ts';
export { newClusterId, prepareKafkaNode } from './parts/kafka-node.ts';
export { liveBrokers } from './parts/kafka-probe.ts';
export {
  DEFAULT_MQTT_USERS,
  type MqttUser,
  renderAcl,
  renderMosquittoConfig,
  renderPasswords,
} from './parts/mosquitto-config.ts';
export { PART_NAMES, type PartName } from './parts/part.ts';
export { cacheDir, repositoryRoot } from './paths.ts';
export { allFreePorts, DEFAULT_PORTS, freePorts, type PortName, type Ports, portsFromEnv } from './ports.ts';
export { type OnProgress, type ProgressEvent, progressLine, withProgress } from './progress.ts';
export { type Command, GuardedProcess } from './process/guarded-process.ts';
export { copyJars } from './provision/maven-artifacts.ts';
export { once } from './provision/once.ts';
export { type Stack, type StackOptions, startStack } from './stack.ts';
export { chooseJdk, findJdks, type Jdk } from './tools/jdk.ts';
export { findProgram } from './tools/find-program.ts';
export { mustRun, runTool, type ToolResult } from './tools/run-tool.ts';
export { identityProvider, LOCAL_CLIENT, type IdentityProviderOptions } from './identity/provider.ts';

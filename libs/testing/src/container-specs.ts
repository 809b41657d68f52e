import {
  DEFAULT_CLICKHOUSE_USER,
  DEFAULT_MQTT_USERS,
  type PartName,
  type Ports,
  renderAcl,
  renderMosquittoConfig,
  renderPasswords,
} from '@millrace/local-stack/stack';
import { GenericContainer, Wait } from 'testcontainers';

const MOSQUITTO = '/mosquitto/config';
const MOSQUITTO_PATHS = {
  passwordFile: `${MOSQUITTO}/passwords`,
  aclFile: `${MOSQUITTO}/acl`,
  persistenceDir: '/mosquitto/data',
};

/** Each part as a container that listens on the port the stack's addresses name. */
export const CONTAINERS: Partial<Record<PartName, (ports: Ports) => GenericContainer>> = {
  kafka: (ports) =>
    new GenericContainer('apache/kafka:4.3.1')
      .withExposedPorts({ container: ports.kafka, host: ports.kafka })
      .withEnvironment({
        KAFKA_NODE_ID: '1',
        KAFKA_PROCESS_ROLES: 'broker,controller',
        KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
        KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
        KAFKA_LISTENERS: `PLAINTEXT://:${ports.kafka},CONTROLLER://:9093`,
        KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${ports.kafka}`,
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
        KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      })
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/)),
  clickhouse: (ports) =>
    new GenericContainer('clickhouse/clickhouse-server:26.7')
      .withExposedPorts({ container: 8123, host: ports.clickhouse })
      .withEnvironment({
        CLICKHOUSE_USER: DEFAULT_CLICKHOUSE_USER.user,
        CLICKHOUSE_PASSWORD: DEFAULT_CLICKHOUSE_USER.password,
        CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT: '1',
      })
      .withWaitStrategy(Wait.forHttp('/ping', 8123)),
  registry: (ports) =>
    new GenericContainer('apicurio/apicurio-registry:3.3.3')
      .withExposedPorts({ container: 8080, host: ports.registry })
      .withEnvironment({ APICURIO_DATASOURCE_URL: 'jdbc:h2:file:/tmp/registry;WRITE_DELAY=0' })
      .withWaitStrategy(Wait.forHttp('/apis/ccompat/v7/subjects', 8080)),
  mosquitto: (ports) =>
    new GenericContainer('eclipse-mosquitto:2.0.22')
      .withExposedPorts({ container: 1883, host: ports.mosquitto })
      .withCopyContentToContainer([
        { content: renderPasswords(DEFAULT_MQTT_USERS), target: MOSQUITTO_PATHS.passwordFile },
        { content: renderAcl(DEFAULT_MQTT_USERS), target: MOSQUITTO_PATHS.aclFile },
        {
          content: renderMosquittoConfig(1883, MOSQUITTO_PATHS, true, '0.0.0.0'),
          target: `${MOSQUITTO}/mosquitto.conf`,
        },
      ])
      .withCommand([
        'sh',
        '-c',
        `mosquitto_passwd -U ${MOSQUITTO_PATHS.passwordFile} && exec mosquitto -c ${MOSQUITTO}/mosquitto.conf`,
      ])
      .withWaitStrategy(Wait.forListeningPorts()),
};

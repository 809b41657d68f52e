import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface ProofOptions {
  /** An image that the cluster has or can pull; without it one is built. */
  readonly image: string | undefined;
  readonly baseImage: string;
  /** Shell command that brings a built image to the cluster's nodes; `{image}` stands for its name. */
  readonly loadCommand: string | undefined;
  readonly localStackOn: string | undefined;
  readonly namespace: string;
  readonly replicas: number;
  /** Whether this machine reaches Service addresses itself (it is a node); otherwise kubectl forwards ports. */
  readonly direct: boolean;
  readonly keep: boolean;
  readonly reportFile: string | undefined;
}

export const USAGE = `npm run kubernetes:prove -- [options]: proves an installation on the cluster of KUBECONFIG

  --image NAME            an image that the cluster can have; otherwise one is built here with Docker
  --base-image NAME       what to build on (debian:bookworm-slim)
  --load-command CMD      how a built image gets to the nodes, e.g. 'kind load docker-image {image}', 'minikube image load {image}'
  --with-local-stack IP   start Kafka, ClickHouse, the registry and MQTT here, on an address of this machine that pods reach;
                          otherwise KAFKA_BROKERS, SCHEMA_REGISTRY_URL, CLICKHOUSE_URL, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD and
                          KAFKA_REPLICATION_FACTOR say where they are
  --replicas N            pods of each service (2)
  --namespace NAME        made for the proof (millrace-proof-…)
  --direct                this machine is a node: use Service addresses, no port forwarding
  --keep                  leave the installation standing
  --report FILE           write the report there too, as JSON`;

/** @throws Error that names the option that isn't usable */
export function parseOptions(args: readonly string[]): ProofOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      image: { type: 'string' },
      'base-image': { type: 'string', default: 'debian:bookworm-slim' },
      'load-command': { type: 'string' },
      'with-local-stack': { type: 'string' },
      replicas: { type: 'string', default: '2' },
      namespace: { type: 'string', default: `millrace-proof-${randomBytes(3).toString('hex')}` },
      direct: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      report: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const replicas = Number(values.replicas);
  if (!Number.isInteger(replicas) || replicas < 1) throw new Error(`--replicas ${values.replicas}: must be 1 or more`);
  if (values.keep && values['with-local-stack'] !== undefined)
    throw new Error('--keep: not with --with-local-stack, which ends with the proof');
  return {
    image: values.image,
    baseImage: values['base-image'],
    loadCommand: values['load-command'],
    localStackOn: values['with-local-stack'],
    namespace: values.namespace,
    replicas,
    direct: values.direct,
    keep: values.keep,
    reportFile: values.report,
  };
}

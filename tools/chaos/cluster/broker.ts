import { setTimeout as delay } from 'node:timers/promises';
import { type Door, GuardedProcess, liveBrokers, prepareKafkaNode } from '@millrace/local-stack';

export interface BrokerOptions {
  readonly nodeId: number;
  readonly dataDir: string;
  readonly logFile: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly voters: readonly string[];
  readonly clusterId: string;
  readonly doors: readonly Door[];
  readonly tell: (line: string) => void;
}

const HEAP_MIB = 320;
/** Three of them share a small machine with everything else, and start again and again: compiled quickly rather than well. */
const JVM_OPTIONS = ['-XX:TieredStopAtLevel=1'];
const STOP_DEADLINE_MS = 30_000;
const RESTART_AFTER_MS = 1_000;

/** One Kafka node as a process. One that ends by itself is started again, as its supervisor would. */
export class Broker {
  readonly nodeId: number;
  readonly port: number;
  readonly dataDir: string;
  readonly #options: BrokerOptions;
  #process: GuardedProcess | undefined;
  #wanted = false;

  constructor(options: BrokerOptions) {
    this.#options = options;
    this.nodeId = options.nodeId;
    this.port = options.port;
    this.dataDir = options.dataDir;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.#wanted = true;
    const { nodeId, dataDir, logFile, port, controllerPort, voters, clusterId, doors } = this.#options;
    const command = await prepareKafkaNode({
      ...{ dataDir, clusterId, heapMiB: HEAP_MIB, jvmOptions: JVM_OPTIONS, onProgress: () => undefined },
      node: { nodeId, port, controllerPort, voters, replication: voters.length, doors },
    });
    if (!this.#wanted || this.#process?.running) return;
    const started = GuardedProcess.start(command, logFile);
    this.#process = started;
    void started.exited.then((how) => this.#ended(started, how));
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    this.#wanted = false;
    this.#process?.signal('SIGKILL');
    await this.#process?.exited;
  }

  /** Asks it to hand over its partitions and end. */
  async stop(): Promise<void> {
    this.#wanted = false;
    await this.#process?.stop(STOP_DEADLINE_MS);
  }

  /** SIGSTOP or SIGCONT. */
  signal(signal: NodeJS.Signals): void {
    if (!this.#process?.signal(signal)) throw new Error(`broker ${this.nodeId} is not running`);
  }

  /** Brokers it knows to be alive; 0 when it does not answer. */
  async alive(): Promise<number> {
    return liveBrokers(this.port).catch(() => 0);
  }

  async #ended(process: GuardedProcess, how: string): Promise<void> {
    if (!this.#wanted || this.#process !== process) return;
    this.#options.tell(`broker ${this.nodeId} ended by itself (${how}); it is started again`);
    await delay(RESTART_AFTER_MS);
    if (this.#wanted && this.#process === process) await this.start();
  }
}

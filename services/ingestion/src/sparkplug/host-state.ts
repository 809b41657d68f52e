import { SPARKPLUG_NAMESPACE } from '@millrace/domain';

/** The topic and the messages by which a host says whether it is there (Sparkplug 3.0.0 §4.2.3, §6.4.26): retained, QoS 1. */
export class HostState {
  readonly topic: string;
  #timestamp = 0;
  #ended = false;

  constructor(hostId: string) {
    this.topic = `${SPARKPLUG_NAMESPACE}/STATE/${hostId}`;
  }

  /** Begins a session: the will of a connection and its birth carry the same time (milliseconds). */
  begin(nowMillis: number): void {
    this.#timestamp = nowMillis;
  }

  /** Ends it on purpose: the death carries the time of leaving, and is not contradicted any more. */
  end(nowMillis: number): string {
    this.#ended = true;
    this.#timestamp = nowMillis;
    return this.offline;
  }

  get online(): string {
    return JSON.stringify({ online: true, timestamp: this.#timestamp });
  }

  /** The will of the session. */
  get offline(): string {
    return JSON.stringify({ online: false, timestamp: this.#timestamp });
  }

  /**
   * Whether a STATE message denies that this host is online although it is: an old will that arrives late, or another
   * program with our host id. The host must then publish its birth again (Sparkplug 3.0.0 §5.4).
   */
  contradicts(payload: Buffer): boolean {
    if (this.#ended) return false;
    return !payload.equals(Buffer.from(this.online)) && !/"online"\s*:\s*true/.test(payload.toString('utf8'));
  }
}

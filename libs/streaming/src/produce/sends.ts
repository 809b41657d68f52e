/** What of a record is written into its batch. */
export interface Content {
  readonly key: string;
  readonly value: Uint8Array | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What becomes one record batch: records of one partition, in order. */
export interface Send {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly Content[];
}

/** Well under the broker's `message.max.bytes` of 1 MiB, which bounds a batch. */
export const MAX_BYTES_PER_SEND = 512 * 1024;

/** The send of a partition that still takes messages. */
interface OpenSend {
  readonly round: number;
  bytes: number;
  readonly messages: Content[];
}

/**
 * Cuts messages into sends, in order per partition, and the sends into rounds of one send a partition: a round is one request
 * to each leader, and a request may hold one batch of a partition.
 */
export class SendRounds {
  readonly rounds: Send[][] = [];
  /** By topic and partition. */
  readonly #open = new Map<string, OpenSend[]>();

  add(topic: string, partition: number, message: Content): void {
    let open = this.#open.get(topic);
    if (open === undefined) this.#open.set(topic, (open = []));
    const bytes = bytesOf(message);
    const current = open[partition];
    if (current !== undefined && current.bytes + bytes <= MAX_BYTES_PER_SEND) {
      current.messages.push(message);
      current.bytes += bytes;
      return;
    }
    const next = { round: current === undefined ? 0 : current.round + 1, bytes, messages: [message] };
    open[partition] = next;
    (this.rounds[next.round] ??= []).push({ topic, partition, messages: next.messages });
  }
}

/** Bytes of a message on the wire, headers by name and value, some for the frame. */
export function bytesOf({ key, value, headers }: Content): number {
  let bytes = key.length + (value?.length ?? 0) + 32;
  if (headers !== undefined) for (const name in headers) bytes += name.length + (headers[name]?.length ?? 0) + 2;
  return bytes;
}

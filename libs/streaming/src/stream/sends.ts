/** A record with its place decided. */
export interface OutMessage {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One `send()`: records of one partition only. */
export interface Send {
  readonly topic: string;
  readonly messages: readonly OutMessage[];
}

/** kafkajs groups the messages of a send in quadratic time: 300 a send is near its best throughput. */
export const MAX_MESSAGES_PER_SEND = 300;
/** Well under the broker's `message.max.bytes` of 1 MiB, which bounds a batch. */
export const MAX_BYTES_PER_SEND = 512 * 1024;

/**
 * Cuts messages into sends of one explicit partition each, in order per partition. A send over several partitions can meet
 * two leaders, and kafkajs 2.2.4 then loses or repeats records when one of them fails (see docs/adr/0003).
 */
export function sendsOf(messages: Iterable<OutMessage>): Send[] {
  const open = new Map<string, { topic: string; messages: OutMessage[]; bytes: number }>();
  const sends: Send[] = [];
  for (const message of messages) {
    const place = `${message.topic}:${message.partition}`;
    const bytes = bytesOf(message);
    let send = open.get(place);
    if (send !== undefined && isFull(send.messages.length, send.bytes + bytes)) send = undefined;
    if (send === undefined) {
      send = { topic: message.topic, messages: [], bytes: 0 };
      open.set(place, send);
      sends.push(send);
    }
    send.messages.push(message);
    send.bytes += bytes;
  }
  return sends;
}

function isFull(messages: number, bytes: number): boolean {
  return messages >= MAX_MESSAGES_PER_SEND || bytes > MAX_BYTES_PER_SEND;
}

/** Bytes of a message on the wire, headers by name and value, some for the frame. */
export function bytesOf({ key, value, headers }: Pick<OutMessage, 'key' | 'value' | 'headers'>): number {
  let bytes = key.length + (value?.length ?? 0) + 32;
  if (headers !== undefined) for (const name in headers) bytes += name.length + (headers[name]?.length ?? 0) + 2;
  return bytes;
}

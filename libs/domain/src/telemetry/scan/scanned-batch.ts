import type { Quality } from '../../kernel/index.ts';
import type { Name } from './name.ts';

/** The qualities in the order of their codes in `ScannedBatch.qualities`. */
export const SCANNED_QUALITIES: readonly Quality[] = ['GOOD', 'UNCERTAIN', 'BAD'];
/** `ScannedBatch.sequences` of a message that carried none. */
export const NO_SEQUENCE = -1;
/** `ScannedBatch.messageIdStarts` of a message that carried none. */
export const NO_MESSAGE_ID = -1;

const [MESSAGES_AT_FIRST, READINGS_AT_FIRST] = [64, 512];

/** What a batch holds of one message besides its readings; see the columns of `ScannedBatch`. */
export interface ScannedMessage {
  readonly device: Name;
  readonly messageIdStart: number;
  readonly messageIdEnd: number;
  readonly sequence: number;
  readonly hasSourceTime: boolean;
}

/**
 * The device messages of one body as columns, without an object for each reading. It is filled again and again; columns grow and
 * are then other arrays, so take them anew for each body. What lies behind `messages` and `readings` is left from earlier bodies.
 */
export class ScannedBatch {
  /** Number of messages, and of readings of all of them. */
  messages = 0;
  readings = 0;

  devices: Name[] = [];
  /** Where the messageId lies in the body, without its quotes: ASCII, 1 to 128 characters. Start NO_MESSAGE_ID: there is none. */
  messageIdStarts = new Int32Array(MESSAGES_AT_FIRST);
  messageIdEnds = new Int32Array(MESSAGES_AT_FIRST);
  /** A safe integer from 0, or NO_SEQUENCE. */
  sequences = new Float64Array(MESSAGES_AT_FIRST);
  /** 1 when the source said when at least one reading was measured. */
  hasSourceTime = new Uint8Array(MESSAGES_AT_FIRST);
  /** A message's readings are those from here up to the next message's; one entry more than there are messages. */
  firstReadings = new Uint32Array(MESSAGES_AT_FIRST + 1);

  metrics: Name[] = [];
  /** Microseconds since 1970 UTC. */
  occurredAt = new Float64Array(READINGS_AT_FIRST);
  values = new Float64Array(READINGS_AT_FIRST);
  /** Places in SCANNED_QUALITIES. */
  qualities = new Uint8Array(READINGS_AT_FIRST);

  clear(): void {
    this.messages = 0;
    this.readings = 0;
  }

  addReading(metric: Name, occurredAt: number, value: number, quality: number): void {
    const index = this.readings;
    if (index === this.values.length) this.#growReadings();
    this.metrics[index] = metric;
    this.occurredAt[index] = occurredAt;
    this.values[index] = value;
    this.qualities[index] = quality;
    this.readings = index + 1;
  }

  /** Closes a message: the readings added since the last one are its own. */
  addMessage(message: ScannedMessage): void {
    const index = this.messages;
    if (index === this.sequences.length) this.#growMessages();
    this.devices[index] = message.device;
    this.messageIdStarts[index] = message.messageIdStart;
    this.messageIdEnds[index] = message.messageIdEnd;
    this.sequences[index] = message.sequence;
    this.hasSourceTime[index] = message.hasSourceTime ? 1 : 0;
    this.firstReadings[index + 1] = this.readings;
    this.messages = index + 1;
  }

  #growReadings(): void {
    const length = this.values.length * 2;
    this.occurredAt = grown(this.occurredAt, new Float64Array(length));
    this.values = grown(this.values, new Float64Array(length));
    this.qualities = grown(this.qualities, new Uint8Array(length));
  }

  #growMessages(): void {
    const length = this.sequences.length * 2;
    this.messageIdStarts = grown(this.messageIdStarts, new Int32Array(length));
    this.messageIdEnds = grown(this.messageIdEnds, new Int32Array(length));
    this.sequences = grown(this.sequences, new Float64Array(length));
    this.hasSourceTime = grown(this.hasSourceTime, new Uint8Array(length));
    this.firstReadings = grown(this.firstReadings, new Uint32Array(length + 1));
  }
}

function grown<C extends { set(from: C): void }>(from: C, into: C): C {
  into.set(from);
  return into;
}

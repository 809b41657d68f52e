import type { Logger } from '@millrace/platform';
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt';
import type { PendingBytes, Held } from '../pressure/pending-bytes.ts';
import { AckQueue } from './ack-queue.ts';
import { Parking } from './parking.ts';

/** A message from the broker. */
export interface Delivery {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
  /** W3C trace context of a publisher that sends MQTT 5 user properties. */
  readonly traceparent: string | undefined;
  /** What it counts as among the bytes that wait. */
  readonly bytes: number;
  /** False for QoS 0: the broker has forgotten it, it cannot come again. */
  readonly acknowledged: boolean;
  /** Called when the message has to wait for something that may take long: it no longer counts as in flight. */
  stepOut(): void;
}

export interface Subscription {
  readonly filter: string;
  /** Messages retained by the broker are wanted (a state), or not (they are old telemetry). */
  readonly retained: boolean;
}

export interface MqttConnectionOptions {
  readonly url: string;
  readonly client: IClientOptions;
  readonly subscriptions: readonly Subscription[];
  readonly maxInFlight: number;
  /** What of this door waits for Kafka: beyond it nothing more is read. */
  readonly pending: PendingBytes;
  /** How long a message of QoS 0 is waited for, milliseconds; then it is dropped. */
  readonly qos0PatienceMs: number;
  /** Told why a message is not taken for now, or for ever. */
  onRefused(reason: 'paused' | 'dropped'): void;
  readonly logger: Logger;
  /** Resolves when the message is safe; it must not reject before the connection is closed. */
  handle(delivery: Delivery): Promise<void>;
  /** Called before every attempt to connect, e.g. to renew the will. */
  beforeConnect?(options: IClientOptions): void;
  /** Called when connected and subscribed. */
  onSubscribed?(client: MqttClient): void;
}

/** How long a stop waits for Kafka to confirm what was taken. */
const DRAIN_MS = 5_000;

/** What a message costs beside its bytes. */
const FRAME_BYTES = 512;

/** mqtt.js goes on with the next packet on this error without acknowledging; we acknowledge when Kafka has the message. */
const LATER = new Error('acknowledged later');

/**
 * A connection that acknowledges (PUBACK) only when a message is safe and still keeps many in flight.
 * mqtt.js handles one packet at a time, keep-alives included: waiting inside its handler would cap the throughput at one
 * message a round trip and end the session while a message waits. So each packet is let go at once and its PUBACK sent by hand.
 */
export class MqttConnection {
  readonly #options: MqttConnectionOptions;
  readonly #client: MqttClient;
  readonly #parking: Parking;
  #acks = new AckQueue(() => undefined);
  #inFlight = 0;
  #blocked: (() => void) | undefined;
  #subscribed = false;
  #closing = false;
  #drained: (() => void) | undefined;

  constructor(options: MqttConnectionOptions) {
    this.#options = options;
    const client: IClientOptions = {
      reconnectPeriod: 1_000,
      connectTimeout: 10_000,
      reconnectOnConnackError: true,
      resubscribe: false,
      ...options.client,
    };
    options.beforeConnect?.(client);
    this.#client = mqtt.connect(options.url, client);
    this.#parking = new Parking({
      patienceMs: options.qos0PatienceMs,
      // PINGRESP is behind what is not read: without this either side would take the other for dead.
      stayAlive: () => {
        this.#client.sendPing();
        this.#client.reschedulePing(true);
      },
      onRelease: (callback) => options.pending.onRelease(callback),
      onRefused: (reason) => options.onRefused(reason),
    });
    this.#client.handleMessage = (packet, done) => this.#handle(packet, done);
    this.#client.on('reconnect', () => options.beforeConnect?.(this.#client.options));
    this.#client.on('connect', () => this.#onConnect());
    this.#client.on('close', () => {
      this.#subscribed = false;
      this.#parking.connectionLost();
    });
    this.#client.on('error', (err) => options.logger.warn({ err, url: options.url }, 'MQTT connection failed'));
  }

  /** `true`, or why no messages arrive. */
  health(): true | string {
    if (!this.#client.connected) return 'not connected to the MQTT broker';
    return this.#subscribed || 'subscribing';
  }

  publish(topic: string, payload: string | Buffer, options: { qos: 0 | 1; retain: boolean }): Promise<unknown> {
    return this.#client.publishAsync(topic, payload, options);
  }

  /**
   * Leaves the broker: takes nothing more, stores and acknowledges what it took, disconnects.
   * What could not be stored in time comes again to the next session of the same client id.
   */
  async close(): Promise<void> {
    this.#closing = true;
    this.#parking.clear();
    if (this.#inFlight > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#drained = resolve;
      const timer = setTimeout(resolve, DRAIN_MS);
      await promise;
      clearTimeout(timer);
    }
    await this.#client.endAsync(!this.#client.connected);
  }

  #onConnect(): void {
    const { subscriptions, logger } = this.#options;
    // Packet ids belong to a connection: what was taken from an earlier one is delivered again, never acknowledged here.
    this.#acks = this.#newAcks();
    const wanted = subscriptions.map(({ filter, retained }) => [filter, { qos: 1, rh: retained ? 0 : 2 }] as const);
    this.#client.subscribeAsync(Object.fromEntries(wanted)).then(
      (granted) => {
        const refused = granted.filter((grant) => grant.qos > 2);
        if (refused.length > 0) {
          logger.error({ refused }, 'the MQTT broker refused a subscription');
          return;
        }
        this.#subscribed = true;
        this.#options.onSubscribed?.(this.#client);
      },
      (err: unknown) => logger.warn({ err }, 'MQTT subscription failed'),
    );
  }

  #newAcks(): AckQueue {
    const acks: AckQueue = new AckQueue((messageId) => {
      if (this.#acks !== acks || !this.#client.connected) return;
      // Not part of mqtt.js's typed surface; its version is pinned and the integration tests would show a change.
      this.#client['_sendPacket']({ cmd: 'puback', messageId, reasonCode: 0 });
    });
    return acks;
  }

  #handle(packet: IPublishPacket, done: (error?: Error) => void): void {
    // Neither answered nor read on: it is the next session's.
    if (this.#closing) return;
    const held = this.#options.pending.take(packet.payload.length + packet.topic.length + FRAME_BYTES);
    if (held === undefined) {
      this.#parking.park({ isLossy: packet.qos === 0, retry: () => this.#handle(packet, done), skip: () => done() });
      return;
    }
    this.#parking.roomAgain();
    this.#take(packet, held, done);
  }

  #take(packet: IPublishPacket, held: Held, done: (error?: Error) => void): void {
    const acks = this.#acks;
    const ticket = packet.qos === 0 || packet.messageId === undefined ? undefined : acks.take(packet.messageId);
    this.#inFlight += 1;
    let counted = true;
    const release = (): void => {
      if (counted) this.#release();
      counted = false;
    };
    const { topic, payload, retain } = packet;
    const delivery: Delivery = {
      topic,
      payload: typeof payload === 'string' ? Buffer.from(payload) : payload,
      retain,
      traceparent: traceparentOf(packet),
      bytes: held.bytes,
      acknowledged: ticket !== undefined,
      stepOut: () => {
        if (ticket !== undefined) acks.stepOut(ticket);
        release();
      },
    };
    const goOn = (): void => done(ticket === undefined ? undefined : LATER);
    this.#options.handle(delivery).then(
      () => {
        if (ticket !== undefined) acks.settle(ticket);
        release();
        held.release();
      },
      (err: unknown) => {
        this.#options.logger.error({ err, topic }, 'MQTT message not stored; it stays unacknowledged');
        release();
        held.release();
      },
    );
    // QoS 1 is bounded by the broker's window; this also bounds QoS 0, by reading no further.
    if (this.#inFlight <= this.#options.maxInFlight) goOn();
    else this.#blocked = goOn;
  }

  #release(): void {
    this.#inFlight -= 1;
    const goOn = this.#blocked;
    this.#blocked = undefined;
    if (this.#inFlight === 0) this.#drained?.();
    goOn?.();
  }
}

function traceparentOf(packet: IPublishPacket): string | undefined {
  const value = packet.properties?.userProperties?.['traceparent'];
  return typeof value === 'string' ? value : undefined;
}

/** A message that was read but may not come in yet. */
export interface Parked {
  /** QoS 0: the broker has forgotten it, so it cannot be left there for as long as it takes. */
  readonly isLossy: boolean;
  /** Tries again to come in. */
  retry(): void;
  /** Reads on without it. */
  skip(): void;
}

export interface ParkingOptions {
  /** How long a lossy message waits, milliseconds. */
  readonly patienceMs: number;
  /** Called now and then while nothing is read, so that the connection outlives it. */
  stayAlive(): void;
  /** Calls once when there may be room. */
  onRelease(callback: () => void): void;
  onRefused(reason: 'paused' | 'dropped'): void;
}

/** Well below the keep-alive of 60 s. */
const STAY_ALIVE_MS = 15_000;

/**
 * The one message at which a connection stopped reading: what is behind it stays in the socket and then with the broker, which is what
 * holds it back. A message that the broker has promised to keep waits here until there is room. One of QoS 0 waits a while; then it and
 * those that follow it are dropped and counted until there is room again, because the broker would drop them just the same, unseen.
 */
export class Parking {
  readonly #options: ParkingOptions;
  #parked: Parked | undefined;
  #dropping = false;
  #patience: NodeJS.Timeout | undefined;
  #alive: NodeJS.Timeout | undefined;

  constructor(options: ParkingOptions) {
    this.#options = options;
  }

  park(message: Parked): void {
    if (message.isLossy && this.#dropping) return this.#drop(message);
    this.clear();
    this.#parked = message;
    this.#options.onRefused('paused');
    this.#alive = setInterval(() => this.#options.stayAlive(), STAY_ALIVE_MS).unref();
    if (message.isLossy) {
      this.#patience = setTimeout(() => {
        this.clear();
        this.#dropping = true;
        this.#drop(message);
      }, this.#options.patienceMs).unref();
    }
    this.#options.onRelease(() => {
      if (this.#parked !== message) return;
      this.clear();
      message.retry();
    });
  }

  /** Something came in: the next that may not is waited for again. */
  roomAgain(): void {
    this.#dropping = false;
  }

  /** The message's connection is gone: the broker sends it again, or has forgotten it. */
  connectionLost(): void {
    if (this.#parked?.isLossy === true) this.#options.onRefused('dropped');
    this.clear();
  }

  clear(): void {
    clearTimeout(this.#patience);
    clearInterval(this.#alive);
    this.#parked = undefined;
  }

  #drop(message: Parked): void {
    this.#options.onRefused('dropped');
    message.skip();
  }
}

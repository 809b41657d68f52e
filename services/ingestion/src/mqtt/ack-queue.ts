/** A message taken from a connection and not yet acknowledged. */
export interface Ticket {
  readonly packetId: number;
  settled: boolean;
  ordered: boolean;
}

/**
 * Acknowledgements of one connection leave in the order the messages came, as MQTT demands (MQTT 5.0 §4.6,
 * [MQTT-4.6.0-2]), although Kafka answers in any order. A message that waits for something else than Kafka (a Sparkplug
 * birth) steps out of the line, or one silent node would hold up everybody behind it; brokers match by packet id anyway.
 */
export class AckQueue {
  readonly #send: (packetId: number) => void;
  readonly #line: Ticket[] = [];
  #head = 0;

  constructor(send: (packetId: number) => void) {
    this.#send = send;
  }

  take(packetId: number): Ticket {
    const ticket: Ticket = { packetId, settled: false, ordered: true };
    this.#line.push(ticket);
    return ticket;
  }

  /** The message is safe: acknowledge it as soon as its turn has come. Settling twice changes nothing. */
  settle(ticket: Ticket): void {
    if (ticket.settled) return;
    ticket.settled = true;
    if (ticket.ordered) this.#advance();
    else this.#send(ticket.packetId);
  }

  /** The message steps out of the line: those behind it need not wait for it. */
  stepOut(ticket: Ticket): void {
    if (ticket.settled) return;
    ticket.ordered = false;
    this.#advance();
  }

  #advance(): void {
    let head = this.#line[this.#head];
    while (head !== undefined && (head.settled || !head.ordered)) {
      if (head.ordered) this.#send(head.packetId);
      this.#head += 1;
      head = this.#line[this.#head];
    }
    // Cut off what is done now and then, so that the line does not grow for ever.
    if (this.#head > 1_024 || head === undefined) this.#line.splice(0, this.#head);
    else return;
    this.#head = 0;
  }
}

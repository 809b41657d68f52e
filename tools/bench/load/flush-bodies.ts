const [MESSAGES, METRICS, DEVICES] = [25, 8, 1000];
/** Digits of a time in milliseconds, of a message's number, and the bytes of a value: `47.113`. */
const [TIME, NUMBER, VALUE] = [13, 9, 6];
const SPIKE = Buffer.from('500.00');
const ZERO = 48;

interface Template {
  readonly bytes: Buffer;
  /** Where the time, the number and the values of each message stand. */
  readonly places: readonly { readonly time: number; readonly number: number; readonly values: readonly number[] }[];
}

/**
 * Bodies of gateway flushes: 25 device messages of 8 readings each, going round the devices `bench-0` to `bench-999`. What changes from one
 * flush to the next is written into a text made once: the load must take as little of the machine as it can.
 */
export class FlushBodies {
  readonly #templates: readonly Template[];
  readonly #spikeEvery: number;
  #messages = 0;

  /**
   * @param run tells the message ids of this load from those of another
   * @param spikeEvery each so-manieth message has a value of metric-0 that no machine has; 0: none has
   */
  constructor(run: string, spikeEvery = 0) {
    const flushes = DEVICES / MESSAGES;
    this.#templates = Array.from({ length: flushes }, (_, flush) => templateOf(run, flush * MESSAGES));
    this.#spikeEvery = spikeEvery;
  }

  /** The next flush, measured at `now` (milliseconds since 1970 UTC). */
  next(now: number): Buffer {
    const first = this.#messages;
    const { bytes, places } = this.#templates[(first / MESSAGES) % this.#templates.length] as Template;
    const body = Buffer.from(bytes);
    for (const [index, { time, number, values }] of places.entries()) {
      const message = first + index;
      writeDigits(body, time, TIME, now);
      writeDigits(body, number, NUMBER, message);
      const isSpike = this.#spikeEvery > 0 && message % this.#spikeEvery === 0;
      for (const [metric, place] of values.entries()) {
        if (isSpike && metric === 0) SPIKE.copy(body, place);
        else writeWave(body, place, 50 + 10 * Math.sin(now / 60_000 + (message % DEVICES) + metric));
      }
    }
    this.#messages += MESSAGES;
    return body;
  }
}

function templateOf(run: string, firstDevice: number): Template {
  let text = '[';
  const places = Array.from({ length: MESSAGES }, (_, index) => {
    text += `${index === 0 ? '' : ','}{"deviceId":"bench-${firstDevice + index}","messageId":"${run}-`;
    const number = text.length;
    text += `${'0'.repeat(NUMBER)}","occurredAt":`;
    const time = text.length;
    text += `${'0'.repeat(TIME)},"values":{`;
    const values = Array.from({ length: METRICS }, (_unused, metric) => {
      text += `${metric === 0 ? '' : ','}"metric-${metric}":`;
      text += '0'.repeat(VALUE);
      return text.length - VALUE;
    });
    text += '}}';
    return { time, number, values };
  });
  return { bytes: Buffer.from(`${text}]`), places };
}

function writeDigits(body: Buffer, place: number, digits: number, value: number): void {
  let rest = value;
  for (let at = place + digits - 1; at >= place; at -= 1) {
    body[at] = ZERO + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}

/** A value from 10 to 99 with three decimals. */
function writeWave(body: Buffer, place: number, value: number): void {
  const thousandths = Math.round(value * 1_000);
  writeDigits(body, place, 2, Math.floor(thousandths / 1_000));
  body[place + 2] = 46; // a point
  writeDigits(body, place + 3, 3, thousandths % 1_000);
}

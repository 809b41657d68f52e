import { svg } from './dom.js';

const WIDTH = 120;
const HEIGHT = 24;
const PAD = 2;
const MAX_POINTS = 60;

/** A small line of the latest numbers of one series. Decoration for the eye: the numbers themselves are in the table. */
export class Sparkline {
  #points = [];
  #line = svg('polyline', { points: '' });
  element = svg(
    'svg',
    { class: 'sparkline', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true', focusable: 'false' },
    this.#line,
  );

  /** `at` in milliseconds since 1970. */
  add(at, value) {
    if (typeof value !== 'number' || at < (this.#points.at(-1)?.at ?? -Infinity)) return;
    this.#points.push({ at, value });
    if (this.#points.length > MAX_POINTS) this.#points.shift();
    this.#draw();
  }

  /** Puts what came before in front of what was added meanwhile. */
  prepend(points) {
    const first = this.#points[0]?.at ?? Infinity;
    const numbers = points.filter(({ at, value }) => typeof value === 'number' && at < first);
    this.#points = [...numbers, ...this.#points].slice(-MAX_POINTS);
    this.#draw();
  }

  #draw() {
    if (this.#points.length < 2) return;
    const times = this.#points.map(({ at }) => at);
    const values = this.#points.map(({ value }) => value);
    const x = scale(Math.min(...times), Math.max(...times), PAD, WIDTH - PAD);
    const y = scale(Math.min(...values), Math.max(...values), HEIGHT - PAD, PAD);
    this.#line.setAttribute('points', this.#points.map(({ at, value }) => `${x(at)},${y(value)}`).join(' '));
  }
}

function scale(low, high, from, to) {
  const span = high - low;
  return (value) => (span === 0 ? (from + to) / 2 : from + ((value - low) / span) * (to - from)).toFixed(1);
}

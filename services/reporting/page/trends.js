const STRETCH_MS = 15 * 60_000;
const MAX_POINTS = 60;
const AT_ONCE = 3;
const MAX_SERIES = 100;

/** Fetches the last minutes of series for their sparklines, a few at a time and of the first hundred only. */
export class Trends {
  #api;
  #show;
  #failed;
  #queue = [];
  #running = 0;
  #asked = 0;

  /** `show(series, points)` is given {at, value} in milliseconds; `failed` a text. */
  constructor(api, show, failed) {
    this.#api = api;
    this.#show = show;
    this.#failed = failed;
  }

  want(series) {
    if (this.#asked >= MAX_SERIES) return;
    this.#asked += 1;
    this.#queue.push(series);
    this.#next();
  }

  #next() {
    while (this.#running < AT_ONCE && this.#queue.length > 0) {
      this.#running += 1;
      this.#fetch(this.#queue.shift()).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }

  async #fetch(series) {
    const { assetId, metric } = series;
    const to = Date.now();
    const query = { assetId, metric, from: to - STRETCH_MS, to, maxPoints: MAX_POINTS };
    try {
      const { points } = await this.#api.get('v1/history', query);
      this.#show(
        series,
        points.map(({ at, avg }) => ({ at: Date.parse(at), value: avg })),
      );
    } catch (error) {
      this.#failed(`There is no trend of ${metric}: ${error.message}`);
    }
  }
}

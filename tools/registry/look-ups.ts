import { randomInt } from 'node:crypto';

/** Milliseconds an answer takes over HTTP, median of many. */
export interface LookUps {
  /** An asset by its id. */
  readonly one: number;
  /** A page of a hundred from some place in the list. */
  readonly page: number;
  /** The assets below one machine, by the beginning of their paths. */
  readonly below: number;
}

const TIMES = 300;

/** How long questions take of a registry of so many assets. */
export async function lookUps(url: string, token: string, assets: number): Promise<LookUps> {
  const any = (below: number): number => randomInt(below);
  const unit = (): string => {
    const [site, area, line, machine] = [any(10), any(10), any(10), any(10)].map(String);
    const [inSite, inArea] = [`s${site}.a${area}`, `s${site}.a${area}.l${line}`];
    return `works/s${site}/${inSite}/${inArea}/${inArea}.u${machine}/`;
  };
  return {
    one: await median(url, token, () => `/v1/assets/m-${any(assets / 2)}`),
    page: await median(url, token, () => `/v1/assets?limit=100&after=works%2Fs${any(10)}%20`),
    below: await median(url, token, () => `/v1/assets?limit=100&pathPrefix=${encodeURIComponent(unit())}`),
  };
}

async function median(url: string, token: string, path: () => string): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const began = performance.now();
    const response = await fetch(`${url}${path()}`, { headers: { authorization: `Bearer ${token}` } });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${path()} was answered ${response.status}`);
    times.push(performance.now() - began);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round((sorted[TIMES / 2] ?? Number.NaN) * 100) / 100;
}

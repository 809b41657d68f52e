/** One sample of a service's `/metrics`. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The samples of one metric in Prometheus text. */
export function metricsOf(text: string, metric: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const found = /^([a-zA-Z_:]+)(?:\{(.*)\})? (\S+)/.exec(line);
    if (found?.[1] !== metric) return [];
    const labels = [...(found[2] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', text = '']) => [name, text]);
    return { labels: Object.fromEntries(labels) as Record<string, string>, value: Number(found[3]) };
  });
}

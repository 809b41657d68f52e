import { evolveRule, watches, type AlarmRule, type RuleEvent, type RuleState } from '@millrace/domain';

/** Rules found for an asset are remembered for this many assets; more cost a look-up now and then. */
const REMEMBERED = 50_000;

/** The rules that watch a series. */
export interface Watching {
  readonly rules: readonly AlarmRule[];
  /** Whether one of them is about its readings, and not about its anomalies. */
  readonly ofReadings: boolean;
}

/** The rules that watch the series of one asset. */
export class WatchedAsset {
  readonly #path: string;
  readonly #rules: readonly AlarmRule[];
  readonly #found = new Map<string, Watching>();

  constructor(path: string, rules: readonly AlarmRule[]) {
    this.#path = path;
    this.#rules = rules;
  }

  by(metric: string): Watching {
    let found = this.#found.get(metric);
    if (found === undefined) {
      const rules = this.#rules.filter((rule) => watches(rule, this.#path, metric));
      found = { rules, ofReadings: rules.some(({ kind }) => kind !== 'ANOMALY') };
      this.#found.set(metric, found);
    }
    return found;
  }
}

/** All rules, as their events made them. */
export class RuleTable {
  readonly #states = new Map<string, RuleState>();
  readonly #byTenant = new Map<string, AlarmRule[]>();
  readonly #watched = new Map<string, WatchedAsset>();

  /** Takes an event; false if it changed nothing because another one had its version already. */
  apply(event: RuleEvent): boolean {
    const { tenant, ruleId } = event.data;
    const key = `${tenant}/${ruleId}`;
    const before = this.#states.get(key);
    const after = evolveRule(before, event);
    if (after === before) return false;
    this.#states.set(key, after);
    const others = this.of(tenant).filter((rule) => rule.ruleId !== ruleId);
    const all = after.rule === undefined ? others : [...others, after.rule];
    this.#byTenant.set(
      tenant,
      all.sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1)),
    );
    this.#watched.clear();
    return true;
  }

  get(tenant: string, ruleId: string): RuleState | undefined {
    return this.#states.get(`${tenant}/${ruleId}`);
  }

  /** The rules of a tenant that are not retired, by their ids. */
  of(tenant: string): readonly AlarmRule[] {
    return this.#byTenant.get(tenant) ?? [];
  }

  /** The rules that watch the series of an asset now. */
  watching(tenant: string, assetPath: string): WatchedAsset {
    const key = `${tenant}/${assetPath}`;
    let watched = this.#watched.get(key);
    if (watched === undefined) {
      if (this.#watched.size >= REMEMBERED) this.#watched.clear();
      this.#watched.set(key, (watched = new WatchedAsset(assetPath, this.of(tenant))));
    }
    return watched;
  }
}

import { evolveRule, watches, type AlarmRule, type RuleEvent, type RuleState } from '@millrace/domain';

/** Rules found per series are remembered for this many series; plants have fewer, and a wrong guess costs a look-up. */
const REMEMBERED = 200_000;

/** All rules, as their events made them. */
export class RuleTable {
  readonly #states = new Map<string, RuleState>();
  readonly #byTenant = new Map<string, AlarmRule[]>();
  readonly #found = new Map<string, readonly AlarmRule[]>();

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
    this.#found.clear();
    return true;
  }

  get(tenant: string, ruleId: string): RuleState | undefined {
    return this.#states.get(`${tenant}/${ruleId}`);
  }

  /** The rules of a tenant that are not retired, by their ids. */
  of(tenant: string): readonly AlarmRule[] {
    return this.#byTenant.get(tenant) ?? [];
  }

  /** The rules that watch a metric of an asset now. */
  watching(tenant: string, assetPath: string, metric: string): readonly AlarmRule[] {
    const rules = this.#byTenant.get(tenant);
    if (rules === undefined || rules.length === 0) return [];
    const key = JSON.stringify([tenant, assetPath, metric]);
    let found = this.#found.get(key);
    if (found === undefined) {
      if (this.#found.size >= REMEMBERED) this.#found.clear();
      found = rules.filter((rule) => watches(rule, assetPath, metric));
      this.#found.set(key, found);
    }
    return found;
  }
}

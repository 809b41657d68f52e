import { Ability, subject, type MatchConditions, type RawRuleOf } from '@casl/ability';
import { rulesToCondition } from '@casl/ability/extra';
import {
  isInForce,
  isWithin,
  nextChange,
  outermost,
  WHOLE_TENANT,
  type Grant,
  type Permission,
  type RoleTable,
} from '@millrace/domain';

/** Something that lies at a place of the equipment hierarchy. */
type Place = { readonly path: string };
interface Within {
  readonly scope: string;
}
type Right = [Permission, 'Place' | Place];
type Policy = Ability<Right, Within>;

/** The one condition there is: the place lies within the scope. */
const conditionsMatcher = ({ scope }: Within): MatchConditions =>
  ((place: Place) => isWithin(place.path, scope)) as MatchConditions;

/**
 * What somebody may do, and where: the one place where it is decided, for routes, streams, queries and exports alike. CASL decides; deny
 * is the default. It stands for an instant: after `validUntil` it has to be made anew from the same grants.
 */
export class Access {
  readonly #policy: Policy;
  readonly #scopes = new Map<Permission, readonly string[]>();
  /** Microseconds since 1970; from then on a grant has begun or ended. */
  readonly validUntil: number;

  private constructor(policy: Policy, validUntil: number) {
    this.#policy = policy;
    this.validUntil = validUntil;
  }

  /** @param now microseconds since 1970. A grant of a role that is not in the table is worth nothing. */
  static of(grants: readonly Grant[], roles: RoleTable, now: number): Access {
    const rules: RawRuleOf<Policy>[] = grants
      .filter((grant) => isInForce(grant, now))
      .flatMap(({ role, scope }) => {
        const action = roles.get(role);
        return action === undefined || action.length === 0
          ? []
          : [{ action: [...action], subject: 'Place' as const, conditions: { scope } }];
      });
    return new Access(new Ability<Right, Within>(rules, { conditionsMatcher }), nextChange(grants, now));
  }

  /** Whether it is allowed at this place; without one, for the tenant as a whole. */
  can(permission: Permission, path: string = WHOLE_TENANT): boolean {
    return this.#policy.can(permission, subject('Place', { path }));
  }

  /** Whether it is allowed at any place. */
  canSomewhere(permission: Permission): boolean {
    return this.scopes(permission).length > 0;
  }

  /** The places, with all below each, where it is allowed: the policy as what a query and a stream are filtered by. [''] is everywhere. */
  scopes(permission: Permission): readonly string[] {
    let found = this.#scopes.get(permission);
    if (found === undefined) {
      const allowing = rulesToCondition<Policy, string, readonly string[]>(
        this.#policy.rulesFor(permission, 'Place'),
        (rule) => rule.conditions?.scope ?? WHOLE_TENANT,
        { and: unconditional, or: outermost, empty: () => [WHOLE_TENANT] },
      );
      this.#scopes.set(permission, (found = allowing ?? []));
    }
    return found;
  }
}

/** Rules only allow, so that nothing is ever subtracted from a place. */
function unconditional(): never {
  throw new Error('a rule forbids something: places cannot say that');
}

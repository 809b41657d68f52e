import { AlarmRuleDefined, AlarmRuleRetired, eventRecord, type Codecs, type EventContract } from '@millrace/contracts';
import { ruleViolations, type AlarmRule, type RuleDefinition } from '@millrace/domain';
import { nowMicros, uuidV7 } from '@millrace/platform';
import { ProblemException } from '@millrace/platform/nest';
import type { AppendProducer } from '@millrace/streaming';
import { writeProblem } from '@millrace/streaming/nest';
import { SOURCE } from '../source.ts';
import type { RulesView } from './rules-view.ts';

/** What every event of a rule says. */
type RuleFact = Pick<AlarmRuleRetired, 'eventId' | 'tenant' | 'ruleId' | 'version' | 'actor' | 'occurredAt'>;

export interface RuleAuthor {
  readonly tenant: string;
  readonly name: string;
}

/**
 * Writes to the rules: each is the next version on `rules.events`, done when this instance has read it back. If two instances
 * write the same version at the same time, the first on the topic counts and the other's caller is told to look again.
 */
export class RuleWrites {
  readonly #producer: Pick<AppendProducer, 'append'>;
  readonly #codecs: Pick<Codecs, 'encode'>;
  readonly #view: Pick<RulesView, 'rules' | 'seen'>;
  readonly #timeoutMs: number;

  constructor(
    producer: Pick<AppendProducer, 'append'>,
    codecs: Pick<Codecs, 'encode'>,
    view: Pick<RulesView, 'rules' | 'seen'>,
    timeoutMs: number,
  ) {
    this.#producer = producer;
    this.#codecs = codecs;
    this.#view = view;
    this.#timeoutMs = timeoutMs;
  }

  /** Makes or changes a rule. The same definition again changes nothing. */
  async define(
    author: RuleAuthor,
    ruleId: string,
    definition: RuleDefinition,
  ): Promise<{ rule: AlarmRule; created: boolean }> {
    const errors = ruleViolations(definition);
    if (errors.length > 0) throw new ProblemException(422, { detail: 'The rule breaks rules.', errors });
    const before = this.#view.rules.get(author.tenant, ruleId);
    if (before?.rule !== undefined && isSame(before.rule, definition)) return { rule: before.rule, created: false };
    const fact = this.#fact(author, ruleId, before?.version ?? 0);
    await this.#write(AlarmRuleDefined, { ...fact, ...definition });
    const { tenant } = author;
    return { rule: { tenant, ruleId, version: fact.version, ...definition }, created: before?.rule === undefined };
  }

  /** Takes a rule out of use. @throws ProblemException 404 if there is none */
  async retire(author: RuleAuthor, ruleId: string): Promise<void> {
    const before = this.#view.rules.get(author.tenant, ruleId);
    if (before?.rule === undefined) throw new ProblemException(404, { detail: `ruleId "${ruleId}": no such rule` });
    await this.#write(AlarmRuleRetired, this.#fact(author, ruleId, before.version));
  }

  #fact({ tenant, name }: RuleAuthor, ruleId: string, version: number): RuleFact {
    return { eventId: uuidV7(), tenant, ruleId, version: version + 1, actor: name, occurredAt: nowMicros() };
  }

  async #write<T extends RuleFact>(contract: EventContract<T>, event: T): Promise<void> {
    const { eventId, tenant, ruleId, occurredAt, version } = event;
    const about = { key: `${tenant}/${ruleId}`, id: eventId, source: SOURCE, time: occurredAt };
    const record = eventRecord<T>(this.#codecs, contract, event as NoInfer<T>, about);
    const seen = this.#view.seen(eventId, this.#timeoutMs);
    await this.#producer.append(record).catch((error: unknown) => {
      throw writeProblem(error, 'Read the rule');
    });
    const counted = await seen;
    if (counted === 'timeout') {
      const detail = 'The rule is written, but has not been read back yet. Read it before writing it again.';
      throw new ProblemException(504, { detail });
    }
    if (!counted) {
      const detail = `ruleId "${ruleId}": somebody else wrote version ${version} at the same time; read it and try again`;
      throw new ProblemException(409, { detail });
    }
  }
}

const FIELDS = [
  'name',
  'assetPathPrefix',
  'metric',
  'kind',
  'limit',
  'deadband',
  'minScore',
  'priority',
  'enabled',
] as const satisfies readonly (keyof RuleDefinition)[];

const isSame = (rule: AlarmRule, definition: RuleDefinition): boolean =>
  FIELDS.every((field) => rule[field] === definition[field]);

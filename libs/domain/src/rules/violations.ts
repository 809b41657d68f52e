import type { RuleDefinition } from './rule.ts';

/** A rule about rules that a definition breaks. */
export interface RuleViolation {
  readonly field: keyof RuleDefinition;
  readonly value: unknown;
  readonly rule: string;
}

/** What a schema of single fields cannot say: which fields a kind of rule needs, and which it cannot have. */
export function ruleViolations(definition: RuleDefinition): RuleViolation[] {
  const { kind, limit, deadband, minScore, assetPathPrefix } = definition;
  const found: RuleViolation[] = [];
  const must = (holds: boolean, field: RuleViolation['field'], value: unknown, rule: string): void => {
    if (!holds) found.push({ field, value, rule });
  };
  if (kind === 'ANOMALY') {
    must(limit === null, 'limit', limit, 'must be left out for kind ANOMALY');
    must(deadband === 0, 'deadband', deadband, 'must be 0 or left out for kind ANOMALY');
    must(
      minScore !== null && minScore >= 0.5 && minScore <= 1,
      'minScore',
      minScore,
      'must be given for kind ANOMALY, 0.5 (any anomaly) to 1',
    );
  } else {
    must(limit !== null && Number.isFinite(limit), 'limit', limit, `must be a number for kind ${kind}`);
    must(Number.isFinite(deadband) && deadband >= 0, 'deadband', deadband, 'must be 0 or more');
    must(minScore === null, 'minScore', minScore, `must be left out for kind ${kind}`);
  }
  const isPath = assetPathPrefix === '' || assetPathPrefix.split('/').every((segment) => segment !== '');
  must(isPath, 'assetPathPrefix', assetPathPrefix, 'must be path segments joined by "/", without one at either end');
  return found;
}

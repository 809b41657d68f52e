import type { Type, types } from 'avsc';
import type { EventContract } from './contract.ts';

/** A value that does not follow its contract: a fault in the program that made it. */
export class EncodeError extends Error {
  /** Record name. */
  readonly type: string;
  /** Path of the first offending field, e.g. `readings.3.value`; empty if the value as a whole is no record. */
  readonly field: string;

  constructor(contract: EventContract<unknown>, value: unknown, cause: unknown) {
    const { field, rule, found } = firstOffence(contract, value);
    super(`${[contract.name, field].filter(Boolean).join('.')}: ${found}: must be ${rule}`, { cause });
    this.name = 'EncodeError';
    this.type = contract.name;
    this.field = field;
  }
}

interface Offence {
  readonly field: string;
  readonly rule: string;
  readonly found: string;
}

function firstOffence(contract: EventContract<unknown>, value: unknown): Offence {
  let offence: Offence | undefined;
  contract.type.isValid(value, {
    errorHook: (path, found, type) => {
      offence ??= { field: path.join('.'), rule: ruleOf(type), found: describe(found) };
    },
  });
  return offence ?? { field: '', rule: `a ${contract.name}`, found: describe(value) };
}

const RULES: Record<string, string> = {
  int: 'a 32-bit integer',
  long: 'an integer between -(2^53 - 2) and 2^53 - 2',
  bytes: 'a Buffer',
};

function ruleOf(type: Type): string {
  if (type.typeName === 'enum') return `one of ${(type as types.EnumType).symbols.join(', ')}`;
  if (type.typeName === 'union:unwrapped') return (type as types.UnwrappedUnionType).types.map(ruleOf).join(' or ');
  return RULES[type.typeName] ?? type.name ?? type.typeName;
}

const describe = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.prototype.toString.call(value)
    : String(JSON.stringify(value) ?? value);

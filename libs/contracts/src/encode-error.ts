import type { EventContract } from './contract.ts';

/** A value that does not follow its contract: a fault in the program that made it. */
export class EncodeError extends Error {
  readonly type: string;
  /** Path of the first offending field, e.g. `readings.3.value`; empty if the value as a whole is no record. */
  readonly field: string;

  constructor(contract: EventContract<unknown>, value: unknown, cause: unknown) {
    const { field, rule, found } = firstOffence(contract, value);
    super(`${contract.name}.${field}: value ${found}: must be ${rule}`, { cause });
    this.name = 'EncodeError';
    this.type = contract.name;
    this.field = field;
  }
}

function firstOffence(
  contract: EventContract<unknown>,
  value: unknown,
): { field: string; rule: string; found: string } {
  let offence: { field: string; rule: string; found: string } | undefined;
  contract.type.isValid(value, {
    errorHook: (path, found, type) => {
      offence ??= { field: path.join('.'), rule: type.toString(), found: describe(found) };
    },
  });
  return offence ?? { field: '', rule: `a ${contract.name}`, found: describe(value) };
}

const describe = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.prototype.toString.call(value)
    : `${JSON.stringify(value) ?? typeof value}`;

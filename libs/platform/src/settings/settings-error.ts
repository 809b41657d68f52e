/** One setting that could not be used: its variable, what was given (masked when secret) and the rule it broke. */
export interface BadSetting {
  readonly name: string;
  readonly value: string;
  readonly rule: string;
}

const SECRET_NAME = /SECRET|PASSWORD|TOKEN|KEY/;

/** What may be shown of a variable's value: never a secret's. */
export function displayValue(name: string, value: string | undefined): string {
  if (value === undefined) return '(not set)';
  return SECRET_NAME.test(name) ? '(hidden)' : JSON.stringify(value);
}

/** Thrown once at start with every bad variable, so that an operator fixes them in one go. */
export class SettingsError extends Error {
  readonly bad: readonly BadSetting[];

  constructor(bad: readonly BadSetting[]) {
    super(`Settings are not usable:\n${bad.map((b) => `  ${b.name} = ${b.value}: ${b.rule}`).join('\n')}`);
    this.name = 'SettingsError';
    this.bad = bad;
  }
}

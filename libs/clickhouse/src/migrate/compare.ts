import type { Applied } from './journal.ts';
import type { Statement } from './load-migrations.ts';

/** The database does not have the schema this program was written for. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  /** Whether it may come right by itself: somebody else applies the missing migrations. */
  readonly mayPass: boolean;

  constructor(message: string, mayPass = false) {
    super(message);
    this.mayPass = mayPass;
  }
}

const key = (statement: { version: number; number: number }): string => `${statement.version}.${statement.number}`;
const label = (statement: Applied | Statement): string =>
  `${String(statement.version).padStart(4, '0')}-${statement.name}, statement ${statement.number}`;

/**
 * The statements still to apply.
 * @throws SchemaError when an applied statement was changed, removed, or would now come after one not yet applied.
 */
export function pending(wanted: readonly Statement[], applied: readonly Applied[]): Statement[] {
  const done = new Map(applied.map((row) => [key(row), row]));
  const versions = new Set(wanted.map((statement) => statement.version));
  const known = new Set(wanted.map(key));
  for (const statement of wanted) {
    const row = done.get(key(statement));
    if (row !== undefined && row.checksum !== statement.checksum) {
      throw new SchemaError(
        `migration ${label(statement)} was changed after it was applied; write a new migration instead`,
      );
    }
  }
  for (const row of applied) {
    // A version unknown as a whole belongs to a newer program, which may run beside this one during a rollout.
    if (versions.has(row.version) && !known.has(key(row))) {
      throw new SchemaError(`migration ${label(row)} was applied but is no longer in its file`);
    }
  }
  return wanted.filter((statement) => !done.has(key(statement)));
}

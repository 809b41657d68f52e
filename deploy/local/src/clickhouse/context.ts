import type { EngineConnection } from './engine.ts';
import type { QueryRequest } from './request.ts';
import { quote, quoteName } from './sql-lexer.ts';
import { ServerError } from './server-error.ts';

const assignment = ([name, value]: readonly [string, string]): string => {
  if (!/^\w+$/.test(name)) throw new ServerError(115, `Unknown setting '${name}'`, 'UNKNOWN_SETTING');
  return `${name} = ${quote(value)}`;
};

/**
 * Gives the connection the request's database, settings and parameters. Resolves with a function that undoes the settings,
 * for a connection that belongs to a session: what stands in a URL holds for that one request only.
 */
export async function applyContext(connection: EngineConnection, request: QueryRequest): Promise<() => Promise<void>> {
  if (request.database !== undefined) await connection.query(`USE ${quoteName(request.database)}`);
  if (request.settings.size === 0) return async () => {};
  const undo = request.sessionId === undefined ? undefined : await undoStatement(connection, request.settings);
  await connection.query(`SET ${[...request.settings].map(assignment).join(', ')}`);
  return async () => {
    if (undo !== undefined) await connection.query(undo);
  };
}

async function undoStatement(
  connection: EngineConnection,
  settings: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  const names = [...settings.keys()].filter((name) => !name.startsWith('param_'));
  if (names.length === 0) return undefined;
  const asked = `SELECT name, value, changed FROM system.settings WHERE name IN (${names.map(quote).join(', ')})`;
  const { bytes } = await connection.query(asked, 'JSONCompactEachRow');
  const lines = Buffer.from(bytes)
    .toString('utf8')
    .trim()
    .split('\n')
    .filter((line) => line !== '');
  const before = lines.map((line) => JSON.parse(line) as [name: string, value: string, changed: number]);
  if (before.length === 0) return undefined;
  return `SET ${before.map(([name, value, changed]) => `${name} = ${changed ? quote(value) : 'DEFAULT'}`).join(', ')}`;
}

/** A quoted text ('…', "…" or `…`), a comment, or any other single character. */
const TOKEN = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|--[^\n]*|\/\*[\s\S]*?\*\/|[\s\S]/g;

/** The statements of an SQL file: cut at semicolons outside quotes and comments, comments removed, empty ones left out. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let current = '';
  for (const [token] of sql.matchAll(TOKEN)) {
    if (token === ';') {
      statements.push(current);
      current = '';
    } else if (token.startsWith('--') || token.startsWith('/*')) {
      current += ' ';
    } else {
      current += token;
    }
  }
  return [...statements, current].map((statement) => statement.trim()).filter((statement) => statement !== '');
}

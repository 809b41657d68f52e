/** Where a JSON text stops being JSON. */
export interface JsonSyntax {
  readonly position: number;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const POSITION = /at position (\d+)/;

/**
 * Finds the place V8 complains about. Its message names the position except when the text merely ends too early
 * or the text is short; then the place is the end, or the token it quotes.
 */
export function jsonSyntax(text: string, error: SyntaxError): JsonSyntax {
  const position = positionOf(text, error.message);
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  return { position, line, column, message: error.message.replace(/ \(line \d+ column \d+\)$/, '') };
}

function positionOf(text: string, message: string): number {
  const named = POSITION.exec(message)?.[1];
  if (named !== undefined) return Number(named);
  const token = /^Unexpected token '(.+?)'/s.exec(message)?.[1];
  const at = token === undefined ? -1 : text.indexOf(token);
  return at === -1 ? text.length : at;
}

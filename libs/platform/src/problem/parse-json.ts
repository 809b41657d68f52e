import { isUtf8 } from 'node:buffer';
import { jsonSyntax } from './json-position.ts';
import { ProblemException } from './problem.ts';

const PROTOTYPE_KEYS = /"(?:_|\\u005[fF]){2}proto(?:_|\\u005[fF]){2}"\s*:/;

/**
 * Parses a JSON body, or says where it is broken.
 * @throws ProblemException 400 naming line, column and position.
 */
export function parseJsonBody(body: Buffer): unknown {
  if (!isUtf8(body))
    throw new ProblemException(400, { detail: 'The body is not UTF-8, which JSON must be (RFC 8259).' });
  const text = body.toString('utf8');
  // An object whose prototype a client can set is a way into code that merges objects.
  if (PROTOTYPE_KEYS.test(text)) {
    throw new ProblemException(400, { detail: 'The key __proto__ is not allowed in a JSON body.' });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = jsonSyntax(text);
    const detail = `The body is not JSON: ${at.found} cannot be at line ${at.line}, column ${at.column} (position ${at.position}).`;
    const value = text.slice(Math.max(0, at.position - 10), at.position + 10);
    throw new ProblemException(400, { detail, errors: [{ field: 'body', value, rule: 'must be JSON' }] });
  }
}

/** An error in ClickHouse's own terms: its number, its text and its name. */
export class ServerError extends Error {
  readonly code: number;
  readonly codeName: string;

  constructor(code: number, message: string, codeName: string) {
    super(message);
    this.code = code;
    this.codeName = codeName;
  }
}

/** HTTP status of a ClickHouse error code, as the server's `exceptionCodeToHTTPStatus` maps them; 500 for the rest. */
const STATUS: Readonly<Record<number, readonly number[]>> = {
  400: [6, 7, 26, 27, 33, 36, 38, 41, 43, 44, 53, 57, 62, 70, 72, 117, 131, 158, 190, 321, 349, 427, 441, 691],
  401: [194],
  403: [164, 192, 193, 291, 497, 516],
  404: [16, 46, 47, 50, 56, 60, 63, 73, 78, 80, 81, 115, 120, 122],
  408: [159],
  411: [381],
  413: [131, 223],
  501: [1, 48],
};
const STATUS_BY_CODE = new Map(
  Object.entries(STATUS).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)] as const)),
);

export const httpStatus = (code: number): number => STATUS_BY_CODE.get(code) ?? 500;

/**
 * The engine's error text as the server would print it: one `Code: n. DB::Exception:` in front, no trace of the file through
 * which the data reached the engine, and the version behind.
 */
export function toServerText(message: string, version: string): { code: number; text: string } {
  const code = Number(/Code: (\d+)\./.exec(message)?.[1] ?? 1002);
  const name = [...message.matchAll(/\(([A-Z][A-Z0-9_]+)\)/g)].at(-1)?.[1] ?? 'UNKNOWN_EXCEPTION';
  const clean = message
    .replace(/^(?:Code: \d+\. DB::Exception: )+/, '')
    .replace(/\s*\(version [^)]*\)\.?/g, '')
    .replace(/:? \(in file\/uri [^)]*\)/g, '')
    .replace(/: While executing File: data for INSERT was parsed from file/g, '')
    .replaceAll(`(${name})`, '')
    .replace(/[\s.]+$/, '');
  return { code, text: `Code: ${code}. DB::Exception: ${clean}. (${name}) (version ${version} (chdb build))\n` };
}

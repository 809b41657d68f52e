/**
 * Major version out of what `java -version` prints (on stderr), e.g. 17 for `openjdk version "17.0.15" 2025-04-15`
 * and 8 for `java version "1.8.0_392"`; undefined when the text is no version.
 */
export function parseJavaMajor(text: string): number | undefined {
  const match = /version "(\d+)(?:\.(\d+))?[^"]*"/.exec(text);
  if (!match) return undefined;
  const major = Number(match[1]);
  return major === 1 && match[2] !== undefined ? Number(match[2]) : major;
}

import { join } from 'node:path';
import { findProgram, isExecutable } from './find-program.ts';

/** Path of `mvn`: MAVEN_HOME, PATH, then system folders. Throws with how to get it when there is none. */
export function findMaven(env: NodeJS.ProcessEnv = process.env): string {
  const home = env['MAVEN_HOME'];
  if (home && isExecutable(join(home, 'bin/mvn'))) return join(home, 'bin/mvn');
  const found = findProgram('mvn', env);
  if (found) return found;
  throw new Error(
    'Apache Maven (mvn) was not found; it fetches the Kafka and schema registry jars. Install it ' +
      '(Debian: apt-get install maven; macOS: brew install maven; or https://maven.apache.org/download.cgi) or set MAVEN_HOME.',
  );
}

import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram, isExecutable } from './find-program.ts';
import { parseJavaMajor } from './java-version.ts';
import { runTool } from './run-tool.ts';

export interface Jdk {
  /** Value for JAVA_HOME. */
  readonly home: string;
  readonly java: string;
  readonly major: number;
}

const foldersIn = (parent: string): string[] => {
  try {
    return readdirSync(parent).map((name) => join(parent, name));
  } catch {
    return []; // a system without that folder simply has no JDK there
  }
};

/** Homes worth asking, best first: JAVA_HOME, PATH, then where packages, installers and SDKMAN put JDKs. */
export function candidateHomes(env: NodeJS.ProcessEnv = process.env): string[] {
  const homes: string[] = [];
  if (env['JAVA_HOME']) homes.push(env['JAVA_HOME']);
  const onPath = findProgram('java', env);
  if (onPath) homes.push(dirname(dirname(realpathSync(onPath))));
  const user = env['HOME'] ?? '/';
  homes.push(...foldersIn('/usr/lib/jvm'), ...foldersIn('/opt'), ...foldersIn(join(user, '.sdkman/candidates/java')));
  const macs = [
    ...foldersIn('/Library/Java/JavaVirtualMachines'),
    ...foldersIn(join(user, 'Library/Java/JavaVirtualMachines')),
  ];
  homes.push(...macs.map((folder) => join(folder, 'Contents/Home')));
  homes.push(...foldersIn('/opt/homebrew/opt').filter((folder) => folder.includes('openjdk')));
  return [...new Set(homes)].filter((home) => isExecutable(join(home, 'bin/java')));
}

async function inspect(home: string): Promise<Jdk | undefined> {
  const java = join(home, 'bin/java');
  const { stderr, stdout } = await runTool(java, ['-version']);
  const major = parseJavaMajor(stderr) ?? parseJavaMajor(stdout);
  return major === undefined ? undefined : { home, java, major };
}

/** Every JDK found, in order of preference. */
export async function findJdks(env: NodeJS.ProcessEnv = process.env): Promise<Jdk[]> {
  const found = await Promise.all(candidateHomes(env).map(inspect));
  return found.filter((jdk) => jdk !== undefined);
}

/** Picks the first JDK of at least `minMajor`; throws an error that says what was found and how to get one. */
export function chooseJdk(jdks: readonly Jdk[], minMajor: number, what: string): Jdk {
  const jdk = jdks.find((candidate) => candidate.major >= minMajor);
  if (jdk) return jdk;
  const seen =
    jdks.length === 0 ? 'no JDK was found' : `found only ${jdks.map((j) => `${j.major} (${j.home})`).join(', ')}`;
  throw new Error(
    `${what} needs Java ${minMajor} or newer; ${seen}. Install one (Debian: apt-get install openjdk-${minMajor}-jre-headless ` +
      `or a Temurin package from https://adoptium.net; macOS: brew install openjdk) or point JAVA_HOME at it.`,
  );
}

import { findMaven } from '../tools/maven.ts';
import { mustRun } from '../tools/run-tool.ts';

const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.9.0';

/** Copies the runtime jars a pom lists (and what they need) into `dir`. Uses the machine's own Maven settings and mirrors. */
export async function copyJars(pom: string, dir: string): Promise<void> {
  await mustRun(findMaven(), [
    '-q',
    '-B',
    '-f',
    pom,
    `${PLUGIN}:copy-dependencies`,
    `-DoutputDirectory=${dir}`,
    '-DincludeScope=runtime',
  ]);
}

/** Copies one artifact `group:artifact:version:type[:classifier]` into `dir`. `cwd` keeps Maven away from any pom around. */
export async function copyArtifact(coordinates: string, dir: string): Promise<void> {
  await mustRun(findMaven(), ['-q', '-B', `${PLUGIN}:copy`, `-Dartifact=${coordinates}`, `-DoutputDirectory=${dir}`], {
    cwd: dir,
  });
}

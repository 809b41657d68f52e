/**
 * `npm run kubernetes:prove`: installs the chart on a cluster, sends a reading through all of it, upgrades it under load and counts
 * what was lost (nothing) and doubled (nothing). `--help` says what it needs.
 */
import { writeFileSync } from 'node:fs';
import { buildImage } from './build-image.ts';
import { parsePlatform } from './platform.ts';
import { run } from './prove/commands.ts';
import { exercise } from './prove/exercise.ts';
import { openDoors } from './prove/front-doors.ts';
import { Installation } from './prove/installation.ts';
import { parseOptions, USAGE, type ProofOptions } from './prove/options.ts';
import { isProven, renderReport, type ProofReport } from './prove/report.ts';
import { givenSurroundings, localSurroundings } from './prove/surroundings.ts';

const tell = (line: string): void => console.error(line);

async function imageOf({ image, baseImage, loadCommand }: ProofOptions): Promise<string> {
  if (image !== undefined) return image;
  const tag = 'millrace:proof';
  tell(`building ${tag}`);
  await buildImage({ tag, platform: parsePlatform(undefined), baseImage });
  if (loadCommand !== undefined) {
    tell('bringing it to the cluster');
    await run('sh', ['-c', loadCommand.replaceAll('{image}', tag)]);
  }
  return tag;
}

async function kubernetesVersion(): Promise<string> {
  const version = JSON.parse(await run('kubectl', ['version', '--output', 'json'])) as {
    serverVersion: { gitVersion: string };
  };
  return version.serverVersion.gitVersion;
}

async function prove(options: ProofOptions): Promise<ProofReport> {
  const kubernetes = await kubernetesVersion();
  const image = await imageOf(options);
  const { namespace, replicas } = options;
  const surroundings =
    options.localStackOn === undefined ? givenSurroundings() : await localSurroundings(options.localStackOn, tell);
  const installation = new Installation({ namespace, tenant: namespace, image, replicas, surroundings });
  try {
    await installation.createNamespace();
    tell(`installing into ${namespace}`);
    const began = performance.now();
    await installation.deploy('first');
    const secondsToInstall = Math.round((performance.now() - began) / 1000);
    await installation.test();
    const doors = await openDoors(installation, namespace, options.direct);
    try {
      const findings = await exercise(installation, doors, tell);
      return { kubernetes, image, replicas, secondsToInstall, ...findings };
    } finally {
      doors.close();
    }
  } catch (error) {
    tell(await installation.describe());
    throw error;
  } finally {
    if (!options.keep) {
      await installation.remove().catch((error: unknown) => tell(`could not tidy up: ${String(error)}`));
      await surroundings.stop();
    }
  }
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(USAGE);
  } else {
    const report = await prove(options);
    console.log(renderReport(report));
    if (options.reportFile !== undefined) writeFileSync(options.reportFile, `${JSON.stringify(report, null, 2)}\n`);
    process.exitCode = isProven(report) ? 0 : 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

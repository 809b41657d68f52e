import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cacheDir, packageDir } from '../paths.ts';
import { type OnProgress, withProgress } from '../progress.ts';
import { existsSync } from 'node:fs';
import { copyJars } from './maven-artifacts.ts';
import { once } from './once.ts';

/** Folder with the jars of one Apache Kafka broker; fetched by Maven the first time (44 MB). Its name carries the pom's hash. */
export async function provisionKafka(onProgress: OnProgress): Promise<string> {
  const pom = join(packageDir, 'kafka', 'pom.xml');
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const target = join(cacheDir(), `kafka-${hash}`);
  if (existsSync(target)) return target;
  return withProgress('kafka', 'fetching Apache Kafka with Maven (44 MB)', onProgress, () =>
    once(target, (dir) => copyJars(pom, dir)),
  );
}

import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stackHost } from '../ports.ts';
import { ClassArchive } from '../provision/class-archive.ts';
import { provisionRegistry } from '../provision/registry.ts';
import { chooseJdk, findJdks } from '../tools/jdk.ts';
import type { Part, PartContext } from './part.ts';

/** Apicurio Registry 3.3 is compiled for Java 21. */
const MIN_JAVA = 21;

export const registryUrl = (port: number): string => `http://${stackHost()}:${port}/apis/ccompat/v7`;

/**
 * System properties of the registry. Its default storage is an H2 database in memory; ours is the same engine in a file.
 * WRITE_DELAY=0 makes H2 hand every commit to the operating system at once (by default it may keep 500 ms of them), so that
 * an answered registration survives `kill -9`.
 */
export function registryProperties({ dataDir, ports }: PartContext): Record<string, string> {
  return {
    'quarkus.http.host': stackHost(),
    'quarkus.http.port': String(ports.registry),
    'quarkus.management.host': stackHost(),
    'quarkus.management.port': String(ports.registryManagement),
    'quarkus.http.access-log.enabled': 'false',
    'quarkus.log.category."io.apicurio".level': 'WARN',
    'quarkus.otel.sdk.disabled': 'true',
    'apicurio.storage.kind': 'sql',
    'apicurio.storage.sql.kind': 'h2',
    'apicurio.datasource.url': `jdbc:h2:file:${join(dataDir, 'registry')};WRITE_DELAY=0`,
    'apicurio.datasource.jdbc.initial-size': '2',
    'apicurio.datasource.jdbc.min-size': '2',
    'apicurio.datasource.jdbc.max-size': '10',
  };
}

export const registryPart: Part = {
  name: 'registry',
  ports: ['registry', 'registryManagement'],
  stopDeadlineMs: 20_000,
  async prepare(context) {
    const home = await provisionRegistry(context.onProgress);
    const jdk = chooseJdk(await findJdks(), MIN_JAVA, 'Apicurio Registry');
    await mkdir(context.dataDir, { recursive: true });
    const jvm = ['-Xms64m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']; // starts fast, serves little
    const properties = Object.entries(registryProperties(context)).map(([key, value]) => `-D${key}=${value}`);
    const archive = new ClassArchive(basename(home), jdk);
    const args = [...archive.options(), ...jvm, ...properties, '-jar', join(home, 'quarkus-run.jar')];
    return { file: jdk.java, args, cwd: context.dataDir, onEnd: (how) => archive.ended(how) };
  },
  ready: async (context) => (await fetch(`${registryUrl(context.ports.registry)}/subjects`)).ok,
};

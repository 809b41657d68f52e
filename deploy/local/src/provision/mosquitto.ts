import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../paths.ts';
import { type OnProgress, withProgress } from '../progress.ts';
import { findProgram } from '../tools/find-program.ts';
import { unpackDebian } from './debian-packages.ts';
import { once } from './once.ts';

export interface Mosquitto {
  readonly broker: string;
  /** `mosquitto_passwd`, which hashes a password file. */
  readonly passwd: string;
  /** What both need in their environment: the folder of their shared libraries when they come from the cache. */
  readonly env: Readonly<Record<string, string>>;
}

/** An installed Mosquitto, else Debian's own package unpacked in the cache. */
export async function provisionMosquitto(onProgress: OnProgress): Promise<Mosquitto> {
  const broker = findProgram('mosquitto');
  const passwd = findProgram('mosquitto_passwd');
  if (broker && passwd) return { broker, passwd, env: {} };
  const target = join(cacheDir(), 'mosquitto-deb');
  if (!existsSync(target))
    await withProgress('mosquitto', 'fetching Eclipse Mosquitto with apt-get', onProgress, () => fetchInto(target));
  const folders = readdirSync(join(target, 'usr/lib')).filter((name) => name.includes('-linux-'));
  const libraries = [...folders.map((name) => join(target, 'usr/lib', name)), process.env['LD_LIBRARY_PATH'] ?? ''];
  return {
    broker: join(target, 'usr/sbin/mosquitto'),
    passwd: join(target, 'usr/bin/mosquitto_passwd'),
    env: { LD_LIBRARY_PATH: libraries.filter((part) => part !== '').join(':') },
  };
}

async function fetchInto(target: string): Promise<string> {
  if (['apt-get', 'apt-cache', 'dpkg', 'dpkg-query'].every((tool) => findProgram(tool)))
    return once(target, (dir) => unpackDebian('mosquitto', dir));
  throw new Error(
    'Eclipse Mosquitto was not found on PATH or in /usr/sbin, and there is no apt-get here to fetch it with. Install it ' +
      '(macOS: brew install mosquitto; Fedora: dnf install mosquitto; Alpine: apk add mosquitto) or start the stack without this part.',
  );
}

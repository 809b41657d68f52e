import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root } from '../provision/folders.ts';
import { isMain } from '../provision/main-module.ts';
import { assembleImage } from './assemble-image.ts';
import { dockerPlatform, parsePlatform, type Platform } from './platform.ts';
import { productVersion } from './workspaces.ts';

export interface ImageOptions {
  /** Name and tag of the image. */
  readonly tag: string;
  readonly platform: Platform;
  /** A Debian 12 (or newer) base with glibc and libstdc++. */
  readonly baseImage: string;
}

const inherit = { cwd: root, stdio: 'inherit' } as const;

function revision(): string {
  return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: root, encoding: 'utf8' }).trim();
}

/** Compiles the product, assembles what ships, and lays it on the base image with the Docker engine that answers. */
export async function buildImage({ tag, platform, baseImage }: ImageOptions): Promise<void> {
  execFileSync('npx', ['tsc', '-b'], inherit);
  await assembleImage(platform);
  const labels = [`VERSION=${productVersion()}`, `REVISION=${revision()}`, `BASE_IMAGE=${baseImage}`];
  execFileSync(
    'docker',
    [
      ...['build', '--file', 'deploy/docker/Dockerfile', '--tag', tag],
      // Said only when it is another one: a base image made on this machine may not know its own.
      ...(platform.cpu === parsePlatform(undefined).cpu ? [] : ['--platform', dockerPlatform(platform)]),
      ...labels.flatMap((label) => ['--build-arg', label]),
      '.',
    ],
    inherit,
  );
}

if (isMain(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      tag: { type: 'string', default: `millrace:${productVersion()}` },
      platform: { type: 'string' },
      'base-image': { type: 'string', default: 'debian:bookworm-slim' },
      'assemble-only': { type: 'boolean', default: false },
    },
  });
  const platform = parsePlatform(values.platform);
  if (values['assemble-only']) await assembleImage(platform);
  else await buildImage({ tag: values.tag, platform, baseImage: values['base-image'] });
}

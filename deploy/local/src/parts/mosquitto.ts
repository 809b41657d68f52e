import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { stackHost } from '../ports.ts';
import { provisionMosquitto } from '../provision/mosquitto.ts';
import { mustRun } from '../tools/run-tool.ts';
import { type MqttUser, renderAcl, renderMosquittoConfig, renderPasswords } from './mosquitto-config.ts';
import type { Part } from './part.ts';

export const mosquittoPart = (users: readonly MqttUser[]): Part => ({
  name: 'mosquitto',
  ports: ['mosquitto'],
  stopDeadlineMs: 10_000,
  async prepare({ dataDir, ports, onProgress }) {
    const mosquitto = await provisionMosquitto(onProgress);
    const paths = {
      passwordFile: join(dataDir, 'passwords'),
      aclFile: join(dataDir, 'acl'),
      persistenceDir: join(dataDir, 'store'),
    };
    await mkdir(paths.persistenceDir, { recursive: true });
    await writeFile(paths.passwordFile, renderPasswords(users), { mode: 0o600 });
    await mustRun(mosquitto.passwd, ['-U', paths.passwordFile], { env: { ...process.env, ...mosquitto.env } });
    await writeFile(paths.aclFile, renderAcl(users), { mode: 0o600 });
    await chmod(paths.passwordFile, 0o600);
    const config = join(dataDir, 'mosquitto.conf');
    await writeFile(config, renderMosquittoConfig(ports.mosquitto, paths, process.getuid?.() === 0));
    return { file: mosquitto.broker, args: ['-c', config], env: mosquitto.env, cwd: dataDir };
  },
  ready: ({ ports }) => answersConnect(ports.mosquitto),
});

/** An anonymous MQTT 3.1.1 CONNECT; any CONNACK (here: refused, not authorised) shows that the broker serves. */
function answersConnect(port: number): Promise<boolean> {
  const connectPacket = Buffer.from([0x10, 0x0d, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 5, 0, 1, 0x70]);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: stackHost(), port });
    socket.setTimeout(2000, () => socket.destroy(new Error('no CONNACK within 2 s')));
    socket.on('connect', () => socket.write(connectPacket));
    socket.on('error', reject);
    socket.on('close', () => resolve(false));
    socket.on('data', (data) => {
      resolve(data[0] === 0x20);
      socket.destroy();
    });
  });
}

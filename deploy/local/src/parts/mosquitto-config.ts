import { stackHost } from '../ports.ts';

export interface MqttUser {
  readonly name: string;
  readonly password: string;
  /** What the user may do: Mosquitto ACL topics, `+` and `#` allowed. */
  readonly acl: readonly { readonly access: 'read' | 'write' | 'readwrite'; readonly topic: string }[];
}

/** What the local stack has when nobody says otherwise: one user who may do everything. */
export const DEFAULT_MQTT_USERS: readonly MqttUser[] = [
  { name: 'millrace', password: 'millrace-local', acl: [{ access: 'readwrite', topic: '#' }] },
];

/** Before hashing: `name:password` lines, which `mosquitto_passwd -U` replaces by salted hashes. */
export const renderPasswords = (users: readonly MqttUser[]): string =>
  users.map((u) => `${checked(u).name}:${u.password}\n`).join('');

/** The ACL file: a block a user. A user without a line may do nothing. */
export const renderAcl = (users: readonly MqttUser[]): string =>
  users
    .map((u) => [`user ${checked(u).name}`, ...u.acl.map((a) => `topic ${a.access} ${a.topic}`), ''].join('\n'))
    .join('\n');

/** A name or password with a separator in it would silently become another one in those line-based files. */
function checked(user: MqttUser): MqttUser {
  if (!/^[^\s:#]+$/.test(user.name))
    throw new Error(`MQTT user name ${JSON.stringify(user.name)}: no blanks, ':' or '#'`);
  if (user.password === '' || /[\r\n]/.test(user.password))
    throw new Error(`MQTT user ${user.name}: password must be one non-empty line`);
  return user;
}

export interface MosquittoPaths {
  readonly passwordFile: string;
  readonly aclFile: string;
  readonly persistenceDir: string;
}

/** mosquitto.conf: MQTT 3.1.1 and 5, by default on loopback, no anonymous client, sessions and retained messages on disk. */
export function renderMosquittoConfig(
  port: number,
  paths: MosquittoPaths,
  asRoot: boolean,
  host: string = stackHost(),
): string {
  return [
    `listener ${port} ${host}`,
    'protocol mqtt',
    'allow_anonymous false',
    `password_file ${paths.passwordFile}`,
    `acl_file ${paths.aclFile}`,
    'persistence true',
    `persistence_location ${paths.persistenceDir}/`,
    'autosave_interval 30',
    // QoS 1 at speed: the default of 20 messages in flight makes every client wait for round trips, and a
    // consumer that is away for a while must not lose what was queued for it. Beyond these bounds Mosquitto drops messages that
    // it acknowledged to their publishers, so they are what a plant publishes in hours (docs/overload.md).
    'max_inflight_messages 1000',
    'max_queued_messages 5000000',
    'max_queued_bytes 1073741824',
    // A publisher of more is disconnected with a reason; without it a message may have 256 MB, and whoever reads it, too.
    'max_packet_size 6291456',
    'set_tcp_nodelay true',
    'log_dest stdout',
    'log_type error',
    'log_type warning',
    'log_type notice',
    'connection_messages false',
    // Started by root it would change to a user "mosquitto" that is not on this machine.
    ...(asRoot ? ['user root'] : []),
    '',
  ].join('\n');
}

import { pbkdf2Sync, randomBytes } from 'node:crypto';

/** As `mosquitto_passwd` of Mosquitto 2.0 does it. */
const ITERATIONS = 101;
const SALT_BYTES = 12;
const HASH_BYTES = 64;

/** A line of Mosquitto's password file: `user:$7$iterations$salt$hash`, PBKDF2 with SHA-512. */
export function mosquittoPasswordLine(user: string, password: string, salt: Buffer = randomBytes(SALT_BYTES)): string {
  const hash = pbkdf2Sync(password, salt, ITERATIONS, HASH_BYTES, 'sha512');
  return `${user}:$7$${ITERATIONS}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

import { createHash } from 'node:crypto';
import type { Digest } from '@millrace/domain';

/** See `Digest`. */
export const digest: Digest = (parts) => {
  const sha256 = createHash('sha256');
  const length = Buffer.alloc(4);
  for (const part of parts) {
    length.writeUInt32BE(Buffer.byteLength(part));
    sha256.update(length).update(part);
  }
  return sha256.digest('hex');
};

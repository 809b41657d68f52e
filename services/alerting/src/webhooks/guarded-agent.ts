import { lookup as dnsLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import type { AddressPolicy } from './address-policy.ts';

/** The address of a webhook is not one that may be reached. Trying again does not help. */
export class ForbiddenAddress extends Error {
  constructor(host: string, refusal: string) {
    super(`${host}: ${refusal}`);
    this.name = 'ForbiddenAddress';
  }
}

/**
 * An HTTP agent that checks where it connects to at the moment it connects: the addresses a name resolves to, an address in the
 * URL itself (for which there is no look-up), and once more the peer of the open socket. Checking the name beforehand would not
 * do, for it may resolve differently the next time. It follows no redirects and uses no proxy.
 */
export function guardedAgent(policy: AddressPolicy, timeoutMs: number): Agent {
  const connect = buildConnector({ lookup: guardedLookup(policy), timeout: timeoutMs, allowH2: false });
  return new Agent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 16_384,
    connect: (options, callback) => {
      const host = withoutBrackets(options.hostname);
      const literal = isLiteral(host) ? policy.refusal(host, host) : undefined;
      if (literal !== undefined) return callback(new ForbiddenAddress(host, literal), null);
      connect(options, (...[error, socket]) => {
        if (error !== null) return callback(error, null);
        const refusal = policy.refusal(host, socket.remoteAddress ?? '');
        if (refusal === undefined) return callback(null, socket);
        socket.destroy();
        callback(new ForbiddenAddress(host, refusal), null);
      });
    },
  });
}

const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');
const isLiteral = (host: string): boolean => host.includes(':') || /^\d+\.\d+\.\d+\.\d+$/.test(host);

/** A look-up that fails if the name has any address that may not be reached: which one gets used is chance. */
function guardedLookup(policy: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      for (const { address } of addresses) {
        const refusal = policy.refusal(hostname, address);
        if (refusal !== undefined) return callback(new ForbiddenAddress(hostname, refusal), '', 0);
      }
      if (options.all === true) return callback(null, addresses);
      const [first] = addresses;
      if (first === undefined) return callback(new Error(`${hostname}: has no address`), '', 0);
      callback(null, first.address, first.family);
    });
  };
}

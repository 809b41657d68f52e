import ipaddr from 'ipaddr.js';

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Which addresses a webhook may reach. */
export interface AddressPolicy {
  /** undefined if the address may be reached under this host name, else why not. */
  refusal(host: string, address: string): string | undefined;
}

/** All of the public internet over IPv6; what is outside is local, special or not assigned. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * The public internet and what `allowed` names: networks in CIDR notation, single addresses, host names. Everything else
 * (loopback, link-local with the clouds' metadata services, private, carrier-grade NAT, IPv4 dressed up as IPv6) is refused, so
 * that whoever may set a webhook's address cannot make this service talk to its neighbours (SSRF).
 * @throws Error naming the entry that is none of these
 */
export function addressPolicy(allowed: readonly string[]): AddressPolicy {
  const networks: Network[] = [];
  const hosts = new Set<string>();
  for (const entry of allowed) {
    const network = networkOf(entry);
    if (network !== undefined) networks.push(network);
    else if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(entry) && !/^[\d.]+$/.test(entry)) hosts.add(entry.toLowerCase());
    else throw new Error(`"${entry}" must be a network such as 10.1.0.0/16, an address or a host name`);
  }
  return {
    refusal(host, address) {
      if (!ipaddr.isValid(address)) return `${address} is not an IP address`;
      // 1.2.3.4 may come as ::ffff:1.2.3.4.
      const ip = ipaddr.process(address);
      if (hosts.has(host.toLowerCase()) || networks.some((network) => isIn(ip, network))) return undefined;
      const range = rangeOf(ip);
      return range === 'unicast' ? undefined : `${ip.toString()} is not a public address (${range})`;
    },
  };
}

function networkOf(entry: string): Network | undefined {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
  if (!ipaddr.isValid(entry)) return undefined;
  const address = ipaddr.process(entry);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function isIn(ip: ipaddr.IPv4 | ipaddr.IPv6, [base, bits]: Network): boolean {
  return ip.kind() === base.kind() && ip.match(base, bits);
}

function rangeOf(ip: ipaddr.IPv4 | ipaddr.IPv6): string {
  const range = ip.range();
  return range === 'unicast' && ip.kind() === 'ipv6' && !ip.match(GLOBAL_IPV6) ? 'not global unicast' : range;
}

import { describe, expect, it } from 'vitest';
import { addressPolicy } from './address-policy.ts';

const nobody = addressPolicy([]);

describe('the addresses a webhook may reach', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback, another', '127.9.9.9'],
    ['loopback IPv6', '::1'],
    ['any', '0.0.0.0'],
    ['any IPv6', '::'],
    ['private 10', '10.0.0.1'],
    ['private 172', '172.16.3.4'],
    ['private 192', '192.168.1.1'],
    ['metadata service', '169.254.169.254'],
    ['metadata service, dressed up as IPv6', '::ffff:169.254.169.254'],
    ['metadata service, translated', '64:ff9b::a9fe:a9fe'],
    ['6to4 of a private address', '2002:0a00:0001::'],
    ['IPv4-compatible', '::7f00:1'],
    ['link-local IPv6', 'fe80::1'],
    ['unique local', 'fd00::1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['documentation', '192.0.2.1'],
    ['not an address', 'nonsense'],
    ['empty', ''],
  ])('1. refuses %s', (_name, address) => {
    expect(nobody.refusal('example.com', address)).toBeTypeOf('string');
  });

  it.each(['8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('2. allows %s', (address) => {
    expect(nobody.refusal('example.com', address)).toBeUndefined();
  });

  it('3. allows named networks, addresses and hosts, and nothing beside them', () => {
    const policy = addressPolicy(['10.1.0.0/16', '127.0.0.1', 'fd00:1::/32', 'Hooks.plant.local']);
    expect(policy.refusal('a', '10.1.2.3')).toBeUndefined();
    expect(policy.refusal('a', '10.2.2.3')).toBe('10.2.2.3 is not a public address (private)');
    expect(policy.refusal('a', '::ffff:127.0.0.1')).toBeUndefined();
    expect(policy.refusal('a', '127.0.0.2')).toBeTypeOf('string');
    expect(policy.refusal('a', 'fd00:1::7')).toBeUndefined();
    expect(policy.refusal('hooks.plant.local', '192.168.0.9')).toBeUndefined();
    expect(policy.refusal('evil.plant.local', '192.168.0.9')).toBeTypeOf('string');
  });

  it.each(['10.1.0.0/99', '300.1.2.3', 'a b', 'http://x', '-x'])('4. says that "%s" is no entry', (entry) => {
    expect(() => addressPolicy([entry])).toThrow(`"${entry}" must be`);
  });
});

import { describe, expect, it } from 'vitest';
import { parseDepends } from './debian-packages.ts';

describe('parseDepends', () => {
  it('takes what is needed and leaves out providers, suggestions and conflicts', () => {
    const text = [
      'mosquitto',
      '  Depends: adduser',
      '  Depends: lsb-base',
      '    sysvinit-utils',
      ' |Depends: libssl3t64',
      '  Depends: libc6',
      '  Depends: <debconf-2.0>',
      '    cdebconf',
      '  Suggests: apparmor',
      '  Breaks: libmosquitto0',
    ].join('\n');
    expect(parseDepends(text)).toEqual(['adduser', 'lsb-base', 'libssl3t64', 'libc6']);
  });
});

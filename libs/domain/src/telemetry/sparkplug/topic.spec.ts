import { describe, expect, it } from 'vitest';
import { commandTopic, edgeNodeId, parseSparkplugTopic, sparkplugDeviceId } from './topic.ts';

describe('Sparkplug topics', () => {
  it('1. name group, type, node and device', () => {
    expect(parseSparkplugTopic('spBv1.0/plant/DDATA/line-1/press 7')).toEqual({
      group: 'plant',
      type: 'DDATA',
      edgeNode: 'line-1',
      device: 'press 7',
    });
    expect(parseSparkplugTopic('spBv1.0/plant/NBIRTH/line-1')).toMatchObject({ type: 'NBIRTH', device: undefined });
  });

  it.each([
    'spBv1.0/STATE/scada', 'spBv1.0/plant/NCMD/line-1', 'spBv1.0/plant/DCMD/line-1/press', 'spBv1.0/plant/NDATA/a/b',
    'spBv1.0/plant/DDATA/a', 'spAv1.0/plant/NDATA/a', 'spBv1.0//NDATA/a', 'spBv1.0/p/DDATA/a/b/c', 'other',
  ])('2. %s is not for a host to read', (topic) => {
    expect(parseSparkplugTopic(topic)).toBeUndefined();
  }); // prettier-ignore

  it('3. map to device ids and back to the command topic', () => {
    const node = edgeNodeId({ group: 'plant', edgeNode: 'line-1' });
    expect(sparkplugDeviceId(node, undefined)).toBe('plant/line-1');
    expect(sparkplugDeviceId(node, 'press')).toBe('plant/line-1/press');
    expect(commandTopic(node)).toBe('spBv1.0/plant/NCMD/line-1');
  });
});

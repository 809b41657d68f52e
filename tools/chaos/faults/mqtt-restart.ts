import { acting, type Fault } from './fault.ts';

/** The MQTT broker is asked to end and comes back; what it had acknowledged but not delivered is in its store. */
export const mqttRestart: Fault = {
  name: 'mqtt-restart',
  takes: ['mqtt'],
  seconds: [0, 5],
  async play({ product }, { seconds }) {
    await product.stack.kill('mosquitto', 'SIGTERM');
    await acting(seconds);
    await product.stack.restart('mosquitto');
  },
};

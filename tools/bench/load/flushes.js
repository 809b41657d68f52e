/* global __ENV */
/** Gateway flushes, each of 25 device messages of 8 readings: VUS in flight, ITERATIONS in all, so that both sides get the same work. */
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';

const [MESSAGES, METRICS, DEVICES] = [25, 8, 1000];
const RUN = __ENV.RUN;

const flushes = {
  executor: 'shared-iterations',
  vus: Number(__ENV.VUS),
  iterations: Number(__ENV.ITERATIONS),
  maxDuration: '10m',
};

export const options = { scenarios: { flushes }, thresholds: { checks: ['rate==1'] } };

function values(device, at) {
  let text = '';
  for (let metric = 0; metric < METRICS; metric++) {
    const wave = 50 + 10 * Math.sin(at / 60000 + device + metric);
    text += `${metric === 0 ? '' : ','}"metric-${metric}":${wave.toFixed(3)}`;
  }
  return text;
}

function flush(iteration) {
  const at = Date.now();
  let text = '[';
  for (let index = 0; index < MESSAGES; index++) {
    const message = iteration * MESSAGES + index;
    const device = message % DEVICES;
    text += `${index === 0 ? '' : ','}{"deviceId":"bench-${device}","messageId":"${RUN}-${iteration}-${index}",`;
    text += `"occurredAt":${at},"values":{${values(device, at)}}}`;
  }
  return `${text}]`;
}

const PARAMETERS = {
  headers: { 'content-type': 'application/json', authorization: `Bearer ${__ENV.DEVICE_TOKEN}` },
  timeout: '60s',
};

export default function () {
  const answer = http.post(__ENV.RECEIVER_URL, flush(exec.scenario.iterationInTest), PARAMETERS);
  check(answer, { taken: ({ status }) => status >= 200 && status < 300 });
}

export function handleSummary(data) {
  const broken = data.metrics.checks.values.rate === 1 ? [] : ['checks: rate==1'];
  return { [__ENV.SUMMARY_FILE]: JSON.stringify({ metrics: data.metrics, broken }) };
}

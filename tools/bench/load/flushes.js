/* global __ENV */
/**
 * Gateway flushes, each of 25 device messages of 8 readings.
 * - A closed loop by default, so that both sides get the same work whatever their speed: VUS in flight, ITERATIONS in all.
 * - With GATE_URL every virtual user asks there before each FLUSHES_A_PERMIT flushes, and waits as long as the gate does.
 * - With RATE (flushes a second) and DURATION an open loop.
 * - With SPIKE_EVERY each so-manieth message has a value of metric-0 that no machine has.
 */
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';

const [MESSAGES, METRICS, DEVICES] = [25, 8, 1000];
const RUN = __ENV.RUN;

const { GATE_URL, RATE, DURATION } = __ENV;
const FLUSHES_A_PERMIT = Number(__ENV.FLUSHES_A_PERMIT || 1);
const SPIKE_EVERY = Number(__ENV.SPIKE_EVERY || 0);
const SPIKE = 500;

const closedLoop = () => ({
  executor: 'shared-iterations',
  vus: Number(__ENV.VUS),
  iterations: Number(__ENV.ITERATIONS),
  maxDuration: '10m',
});
const openLoop = () => ({
  executor: 'constant-arrival-rate',
  rate: Number(RATE),
  timeUnit: '1s',
  duration: DURATION,
  preAllocatedVUs: Number(__ENV.VUS),
});

export const options = {
  scenarios: { flushes: RATE ? openLoop() : closedLoop() },
  thresholds: { checks: ['rate==1'] },
};

function values(device, at, spike) {
  let text = '';
  for (let metric = 0; metric < METRICS; metric++) {
    const wave = spike && metric === 0 ? SPIKE : 50 + 10 * Math.sin(at / 60000 + device + metric);
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
    const spike = SPIKE_EVERY > 0 && message % SPIKE_EVERY === 0;
    text += `${index === 0 ? '' : ','}{"deviceId":"bench-${device}","messageId":"${RUN}-${iteration}-${index}",`;
    text += `"occurredAt":${at},"values":{${values(device, at, spike)}}}`;
  }
  return `${text}]`;
}

const PARAMETERS = {
  headers: { 'content-type': 'application/json', authorization: `Bearer ${__ENV.DEVICE_TOKEN}` },
  timeout: '60s',
};

export default function () {
  if (GATE_URL && exec.vu.iterationInScenario % FLUSHES_A_PERMIT === 0) http.get(GATE_URL, { timeout: '300s' });
  const answer = http.post(__ENV.RECEIVER_URL, flush(exec.scenario.iterationInTest), PARAMETERS);
  check(answer, { taken: ({ status }) => status >= 200 && status < 300 });
}

export function handleSummary(data) {
  const broken = data.metrics.checks.values.rate === 1 ? [] : ['checks: rate==1'];
  return { [__ENV.SUMMARY_FILE]: JSON.stringify({ metrics: data.metrics, broken }) };
}

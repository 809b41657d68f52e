/* global __ENV */
/**
 * Gateways flushing telemetry to the ingestion front door, at a rate that does not wait for the answers (an open model: a plant
 * doesn't slow down because a server does).
 *
 *   DEVICE_TOKEN     device credential that may speak for DEVICE_PREFIX*; needed (`npm run load` issues one)
 *   INGESTION_URL    front door                                             http://127.0.0.1:8080
 *   RATE             flushes a second; one flush is MESSAGES × METRICS readings   50 (= 10,000 readings/s)
 *   PROFILE          constant: RATE all the time; ramping: from a tenth of RATE up to RATE, then on at RATE   constant
 *   DURATION         how long at RATE                                       60s
 *   RAMP             how long the ramp is (ramping only)                    60s
 *   MESSAGES         device messages in a flush                             25
 *   METRICS          readings in a device message                           8
 *   DEVICES          devices that the messages are of, in turn              1000
 *   DEVICE_PREFIX    what device ids begin with                             load-
 *   MAX_VUS          most flushes in flight                                 500
 *   P99_MS           promised 99th percentile of the answer, ms             500
 *   SUMMARY_FILE     where the results go as JSON; nowhere if not set
 */
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Rate } from 'k6/metrics';

const setting = (name, fallback) => __ENV[name] || fallback;
const number = (name, fallback) => {
  const value = Number(setting(name, fallback));
  if (!(value > 0)) throw new Error(`${name}=${__ENV[name]}: must be a number above 0`);
  return value;
};

const RATE = number('RATE', 50);
const MESSAGES = number('MESSAGES', 25);
const METRICS = number('METRICS', 8);
const DEVICES = number('DEVICES', 1000);
const P99_MS = number('P99_MS', 500);
const MAX_VUS = number('MAX_VUS', 500);
const DURATION = setting('DURATION', '60s');
const PREFIX = setting('DEVICE_PREFIX', 'load-');
const URL = `${setting('INGESTION_URL', 'http://127.0.0.1:8080')}/v1/telemetry`;
const PROFILES = {
  constant: { executor: 'constant-arrival-rate', rate: RATE, duration: DURATION },
  ramping: {
    executor: 'ramping-arrival-rate',
    startRate: Math.max(1, Math.round(RATE / 10)),
    stages: [
      { target: RATE, duration: setting('RAMP', '60s') },
      { target: RATE, duration: DURATION },
    ],
  },
};
const profile = PROFILES[setting('PROFILE', 'constant')];
if (profile === undefined) throw new Error(`PROFILE=${__ENV.PROFILE}: must be constant or ramping`);
if (!__ENV.DEVICE_TOKEN) throw new Error('DEVICE_TOKEN: must be a device credential; `npm run load` issues one');

const readingsAcknowledged = new Counter('readings_acknowledged');
const flushesRefused = new Rate('flushes_refused');

export const options = {
  scenarios: { flushes: { ...profile, timeUnit: '1s', preAllocatedVUs: Math.min(MAX_VUS, RATE * 2), maxVUs: MAX_VUS } },
  thresholds: {
    // A flush is answered when all in-sync replicas have it; a gateway with one flush in flight keeps up with its plant.
    'http_req_duration{expected_response:true}': [`p(99)<${P99_MS}`],
    // Busy (429, 503) is an answer that a gateway can live with, now and then.
    flushes_refused: ['rate<0.01'],
    // Anything else that isn't an acknowledgement is a fault.
    checks: ['rate==1'],
    // What the generator could not send in time says nothing about the server: then the other numbers don't count.
    dropped_iterations: [`count<${Math.max(1, Math.ceil(RATE * 0.1))}`],
  },
  summaryTrendStats: ['avg', 'med', 'p(95)', 'p(99)', 'max'],
  noConnectionReuse: false,
  discardResponseBodies: false,
};

// Device names and metric names don't change: only their values are written anew for each message.
const METRIC_NAMES = Array.from({ length: METRICS }, (_, index) => `"metric-${index}":`);
const RUN = Date.now().toString(36);

/** Slow waves with a little noise: what sensors say, and nothing that a detector would take for an anomaly. */
function values(device, at) {
  let text = '';
  for (let metric = 0; metric < METRICS; metric++) {
    const wave = 50 + 10 * Math.sin(at / 60000 + device + metric) + Math.random();
    text += `${metric === 0 ? '' : ','}${METRIC_NAMES[metric]}${wave.toFixed(3)}`;
  }
  return text;
}

function flush(iteration) {
  const at = Date.now();
  let text = '[';
  for (let index = 0; index < MESSAGES; index++) {
    const device = (iteration * MESSAGES + index) % DEVICES;
    text += `${index === 0 ? '' : ','}{"deviceId":"${PREFIX}${device}","messageId":"${RUN}-${iteration}-${index}",`;
    text += `"occurredAt":${at},"values":{${values(device, at)}}}`;
  }
  return `${text}]`;
}

const PARAMETERS = {
  headers: { 'content-type': 'application/json', authorization: `Bearer ${__ENV.DEVICE_TOKEN}` },
  responseCallback: http.expectedStatuses({ min: 200, max: 299 }),
  timeout: '30s',
};

export default function () {
  const answer = http.post(URL, flush(exec.scenario.iterationInTest), PARAMETERS);
  const refused = answer.status === 429 || answer.status === 503;
  flushesRefused.add(refused);
  if (refused) return;
  const acknowledged = check(answer, {
    'acknowledged whole': ({ status, body }) => status >= 200 && status < 300 && !(JSON.parse(body).rejected > 0),
  });
  if (acknowledged) readingsAcknowledged.add(MESSAGES * METRICS);
}

export function handleSummary(data) {
  const broken = [];
  for (const [metric, { thresholds = {} }] of Object.entries(data.metrics))
    for (const [promise, { ok }] of Object.entries(thresholds)) if (!ok) broken.push(`${metric}: ${promise}`);
  const of = (metric, stat) => data.metrics[metric]?.values[stat] ?? 0;
  const time = '{expected_response:true}';
  const text = [
    `readings acknowledged  ${of('readings_acknowledged', 'count')} (${of('readings_acknowledged', 'rate').toFixed(0)}/s)`,
    `answer time, ms        median ${of(`http_req_duration${time}`, 'med').toFixed(1)}, p99 ${of(`http_req_duration${time}`, 'p(99)').toFixed(1)}`,
    `flushes refused        ${(100 * of('flushes_refused', 'rate')).toFixed(2)} %`,
    `promises broken        ${broken.join('; ') || 'none'}`,
  ].join('\n');
  const summary = JSON.stringify({ metrics: data.metrics, broken });
  return { stdout: `${text}\n`, ...(__ENV.SUMMARY_FILE ? { [__ENV.SUMMARY_FILE]: summary } : {}) };
}

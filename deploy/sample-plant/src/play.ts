import { HttpGateway, type DeviceMessage } from './http-gateway.ts';
import { paced } from './pace.ts';
import { CLIMATE_DEVICE, CONTROL_SYSTEM, CONTROL_SYSTEM_DEVICE, ENGINE_DEVICES, SAMPLE_ASSETS } from './plant.ts';
import type { SampleMetric } from './plant.ts';
import { numberAt, readRecording, type Recording } from './recording.ts';
import { SparkplugNode } from './sparkplug-node.ts';

export interface PlayOptions {
  readonly ingestionUrl: string;
  readonly gatewayToken: string;
  readonly mqtt: { readonly url: string; readonly username: string; readonly password: string };
  /** Multiplies every recording's own pace; 1 plays the fault of the chemical plant 20 s after the start. */
  readonly speed: number;
  readonly signal: AbortSignal;
}

/** Rows a second at speed 1: fast enough that every recording reaches its first fault within half a minute. */
const PACE = { climate: 120, process: 8, engines: 2 } as const;

/** Plays every recording through its front door, pass after pass, stamped with the present time, until the signal aborts. */
export async function playRecordings(options: PlayOptions): Promise<void> {
  const gateway = new HttpGateway({
    ingestionUrl: options.ingestionUrl,
    token: options.gatewayToken,
    signal: options.signal,
  });
  await Promise.all([playClimate(gateway, options), playEngines(gateway, options), playProcess(options)]);
}

/** Event times are spread over the flush at the recording's pace, the last row being now. */
function occurredAt(index: number, count: number, rowsPerSecond: number): number {
  return Math.round(Date.now() - ((count - 1 - index) * 1000) / rowsPerSecond);
}

async function playClimate(gateway: HttpGateway, { speed, signal }: PlayOptions): Promise<void> {
  const recording = readRecording('nab/ambient_temperature_system_failure.csv.gz');
  const metrics = metricsOf(CLIMATE_DEVICE);
  const run = Date.now();
  await paced(recording.rows.length, PACE.climate * speed, signal, async (rows) => {
    const messages = rows.map(({ pass, row }, index) => ({
      ...message(recording, row, CLIMATE_DEVICE, metrics),
      messageId: `${run}-${pass}-${row}`,
      occurredAt: occurredAt(index, rows.length, PACE.climate * speed),
    }));
    await gateway.flush(messages);
  });
}

async function playEngines(gateway: HttpGateway, { speed, signal }: PlayOptions): Promise<void> {
  const recording = readRecording('cmapss/train_FD001_units_1_to_3.csv.gz');
  const run = Date.now();
  const lanes = ENGINE_DEVICES.map((deviceId, index) => {
    const unit = String(index + 1);
    const rows = recording.rows.filter((row) => row[0] === unit);
    return { deviceId, metrics: metricsOf(deviceId), recording: { columns: recording.columns, rows } };
  });
  const play = async (lane: (typeof lanes)[number]): Promise<void> =>
    paced(lane.recording.rows.length, PACE.engines * speed, signal, async (rows) => {
      const messages = rows.map(({ pass, row }, index) => ({
        ...message(lane.recording, row, lane.deviceId, lane.metrics),
        messageId: `${run}-${pass}-${row}`,
        occurredAt: occurredAt(index, rows.length, PACE.engines * speed),
      }));
      await gateway.flush(messages);
    });
  await Promise.all(lanes.map(play));
}

async function playProcess({ mqtt, speed, signal }: PlayOptions): Promise<void> {
  const recording = readRecording('tep/fault_07.csv.gz');
  const metrics = metricsOf(CONTROL_SYSTEM_DEVICE);
  const valuesAt = (row: number): number[] => metrics.map(({ column }) => cellAt(recording, row, column));
  const node = new SparkplugNode({
    ...CONTROL_SYSTEM,
    mqttUrl: mqtt.url,
    username: mqtt.username,
    password: mqtt.password,
    metrics: metrics.map(({ deviceMetric }) => ({ name: deviceMetric })),
  });
  await node.connect(valuesAt(0));
  await paced(recording.rows.length, PACE.process * speed, signal, async (rows) => {
    for (const [index, { row }] of rows.entries()) {
      await node.data(valuesAt(row), occurredAt(index, rows.length, PACE.process * speed));
    }
  });
  await node.disconnect();
}

function metricsOf(deviceId: string): SampleMetric[] {
  return SAMPLE_ASSETS.flatMap((asset) => asset.metrics).filter((metric) => metric.deviceId === deviceId);
}

function message(
  recording: Recording,
  row: number,
  deviceId: string,
  metrics: readonly SampleMetric[],
): Omit<DeviceMessage, 'messageId' | 'occurredAt'> {
  const readings = metrics.map(({ deviceMetric, column }) => ({
    metric: deviceMetric,
    value: cellAt(recording, row, column),
  }));
  return { deviceId, readings };
}

function cellAt(recording: Recording, row: number, column: string): number {
  const cells = recording.rows[row];
  if (!cells) throw new Error(`row ${row} is outside the recording of ${recording.rows.length} rows`);
  return numberAt(recording, cells, column);
}

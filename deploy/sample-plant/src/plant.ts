/**
 * The sample plant as data: what exists (ISA-95), where each recorded signal belongs, and which alarms are wanted.
 * Everything here reaches the product through its front doors, as a customer's plant would.
 */
export type Level = 'ENTERPRISE' | 'SITE' | 'AREA' | 'WORK_CENTER' | 'WORK_UNIT';

export interface SampleMetric {
  readonly metric: string;
  readonly deviceId: string;
  readonly deviceMetric: string;
  /** Column of the recording. */
  readonly column: string;
  /** UCUM code in which the device speaks, after `scale` is applied. */
  readonly sourceUnit: string;
  /** UCUM code shown to people. */
  readonly unit: string;
  readonly scale?: number;
}

export interface SampleAsset {
  readonly assetId: string;
  readonly name: string;
  readonly level: Level;
  readonly parentId?: string;
  readonly path: string;
  readonly metrics: readonly SampleMetric[];
}

export interface SampleRule {
  readonly ruleId: string;
  readonly name: string;
  readonly assetPathPrefix: string;
  readonly metric: string;
  readonly kind: 'THRESHOLD_HIGH' | 'THRESHOLD_LOW' | 'ANOMALY';
  readonly limit?: number;
  readonly deadband?: number;
  readonly minScore?: number;
  readonly priority: 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
}

const SITE = 'sample/riverside';

/** Sparkplug identity of the chemical plant's control system; its device id in Millrace is `group/node/device`. */
export const CONTROL_SYSTEM = { groupId: 'riverside', edgeNodeId: 'dcs', deviceId: 'process' } as const;
export const CONTROL_SYSTEM_DEVICE = `${CONTROL_SYSTEM.groupId}/${CONTROL_SYSTEM.edgeNodeId}/${CONTROL_SYSTEM.deviceId}`;
export const CLIMATE_DEVICE = 'climate-gateway';
/** The test bench speaks for its engines `testbench-1` … `testbench-3`. */
export const ENGINE_DEVICES = ['testbench-1', 'testbench-2', 'testbench-3'] as const;

const area = (assetId: string, name: string, path: string, level: Level, parentId: string): SampleAsset => ({
  assetId,
  name,
  level,
  parentId,
  path,
  metrics: [],
});

/** Recorded measurements of the Tennessee Eastman process, with the units of Downs and Vogel (1993), tables 3 to 5. */
const process = (metric: string, deviceMetric: string, column: string, unit: string, scale?: number): SampleMetric => ({
  metric,
  deviceId: CONTROL_SYSTEM_DEVICE,
  deviceMetric,
  column,
  sourceUnit: unit,
  unit,
  ...(scale === undefined ? {} : { scale }),
});

const engine = (number: 1 | 2 | 3): SampleAsset => {
  const deviceId = `testbench-${number}`;
  // C-MAPSS reports temperatures in degrees Rankine (5/9 K) and pressures in psia.
  const rankine = (metric: string, column: string): SampleMetric => ({
    ...{ metric, deviceId, deviceMetric: column, column },
    ...{ sourceUnit: 'K', unit: 'Cel', scale: 5 / 9 },
  });
  const psi = (metric: string, column: string): SampleMetric => ({
    ...{ metric, deviceId, deviceMetric: column, column },
    ...{ sourceUnit: '[psi]', unit: 'kPa' },
  });
  return {
    assetId: `turbofan-${number}`,
    name: `Turbofan ${number}`,
    level: 'WORK_UNIT',
    parentId: 'test-bench',
    path: `${SITE}/power/test-bench/turbofan-${number}`,
    metrics: [
      rankine('lpc-outlet-temperature', 's_2'),
      rankine('hpc-outlet-temperature', 's_3'),
      rankine('lpt-outlet-temperature', 's_4'),
      psi('hpc-outlet-pressure', 's_7'),
      psi('hpc-static-pressure', 's_11'),
    ],
  };
};

export const SAMPLE_ASSETS: readonly SampleAsset[] = [
  { assetId: 'sample', name: 'Sample enterprise', level: 'ENTERPRISE', path: 'sample', metrics: [] },
  area('riverside', 'Riverside', SITE, 'SITE', 'sample'),
  area('chemicals', 'Chemicals', `${SITE}/chemicals`, 'AREA', 'riverside'),
  area('utilities', 'Utilities', `${SITE}/utilities`, 'AREA', 'riverside'),
  area('power', 'Power', `${SITE}/power`, 'AREA', 'riverside'),
  area('te-process', 'Tennessee Eastman process', `${SITE}/chemicals/te-process`, 'WORK_CENTER', 'chemicals'),
  area('climate', 'Building climate', `${SITE}/utilities/climate`, 'WORK_CENTER', 'utilities'),
  area('test-bench', 'Engine test bench', `${SITE}/power/test-bench`, 'WORK_CENTER', 'power'),
  {
    ...area('reactor', 'Reactor', `${SITE}/chemicals/te-process/reactor`, 'WORK_UNIT', 'te-process'),
    metrics: [
      process('pressure', 'Reactor/Pressure', 'xmeas_7', 'kPa'),
      process('level', 'Reactor/Level', 'xmeas_8', '%'),
      process('temperature', 'Reactor/Temperature', 'xmeas_9', 'Cel'),
      process('feed-ac-flow', 'Feed/AC Flow', 'xmeas_4', 'm3/h', 1000),
      process('cooling-valve', 'Reactor/Cooling Valve', 'xmv_10', '%'),
    ],
  },
  {
    ...area('stripper', 'Stripper', `${SITE}/chemicals/te-process/stripper`, 'WORK_UNIT', 'te-process'),
    metrics: [
      process('pressure', 'Stripper/Pressure', 'xmeas_16', 'kPa'),
      process('temperature', 'Stripper/Temperature', 'xmeas_18', 'Cel'),
      process('steam-flow', 'Stripper/Steam Flow', 'xmeas_19', 'kg/h'),
    ],
  },
  {
    ...area('compressor', 'Compressor', `${SITE}/chemicals/te-process/compressor`, 'WORK_UNIT', 'te-process'),
    metrics: [process('power', 'Compressor/Power', 'xmeas_20', 'kW')],
  },
  {
    ...area('hall-2', 'Hall 2', `${SITE}/utilities/climate/hall-2`, 'WORK_UNIT', 'climate'),
    metrics: [
      {
        metric: 'temperature',
        deviceId: CLIMATE_DEVICE,
        deviceMetric: 'ambient_temperature',
        column: 'value',
        sourceUnit: '[degF]',
        unit: 'Cel',
      },
    ],
  },
  engine(1),
  engine(2),
  engine(3),
];

export const SAMPLE_RULES: readonly SampleRule[] = [
  {
    ruleId: 'reactor-pressure-high',
    name: 'Reactor pressure high',
    assetPathPrefix: `${SITE}/chemicals/te-process/reactor`,
    metric: 'pressure',
    kind: 'THRESHOLD_HIGH',
    limit: 2760,
    deadband: 30,
    priority: 'HIGH',
  },
  {
    ruleId: 'hall-temperature-high',
    name: 'Hall temperature high',
    assetPathPrefix: `${SITE}/utilities/climate`,
    metric: 'temperature',
    kind: 'THRESHOLD_HIGH',
    limit: 27.5,
    deadband: 1,
    priority: 'MEDIUM',
  },
  {
    ruleId: 'process-anomaly',
    name: 'Anomaly in the chemical process',
    assetPathPrefix: `${SITE}/chemicals`,
    metric: '*',
    kind: 'ANOMALY',
    minScore: 0.5,
    priority: 'LOW',
  },
];

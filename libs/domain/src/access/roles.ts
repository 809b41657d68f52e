import { PERMISSION_NAMES, type Permission } from './permissions.ts';

const SEES: readonly Permission[] = [
  'assets:read',
  'telemetry:read',
  'telemetry:export',
  'alarms:read',
  'rules:read',
  'anomalies:read',
  'corrections:read',
];
/** What belongs to no place: of whoever looks after the plant as a whole. */
const SEES_THE_FLOW: readonly Permission[] = ['devices:read', 'letters:read', 'ledger:read'];

/** What each of the built-in roles may do. A grant gives one of them, or a role of the tenant's own, on a part of the hierarchy. */
export const BUILT_IN_ROLES = {
  viewer: [...SEES, ...SEES_THE_FLOW],
  operator: [...SEES, ...SEES_THE_FLOW, 'alarms:acknowledge', 'corrections:request'],
  maintenance: [...SEES, ...SEES_THE_FLOW, 'alarms:acknowledge'],
  'safety-officer': [...SEES, 'alarms:acknowledge', 'rules:write'],
  'energy-manager': [...SEES, 'corrections:request'],
  'plant-manager': [...SEES, ...SEES_THE_FLOW, 'alarms:acknowledge', 'corrections:approve', 'access:request'],
  'data-analyst': [...SEES, 'letters:read', 'ledger:read'],
  repairer: [...SEES, ...SEES_THE_FLOW, 'letters:repair'],
  auditor: ['audit:read', 'access:read'],
  admin: PERMISSION_NAMES,
} as const satisfies Record<string, readonly Permission[]>;

export type BuiltInRole = keyof typeof BUILT_IN_ROLES;

export const BUILT_IN_ROLE_NAMES = Object.keys(BUILT_IN_ROLES) as BuiltInRole[];

/** Roles by name: the built-in ones, and those a tenant has defined. */
export type RoleTable = ReadonlyMap<string, readonly Permission[]>;

export const BUILT_IN_ROLE_TABLE: RoleTable = new Map<string, readonly Permission[]>(Object.entries(BUILT_IN_ROLES));

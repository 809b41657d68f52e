/**
 * Everything that can be allowed. A route, a stream and an export each name one of these; what they protect either lies somewhere in the
 * equipment hierarchy (`placed`), or belongs to the tenant as a whole and is reached only by a grant on all of it.
 */
export const PERMISSIONS = {
  'assets:read': { placed: true, doc: 'See assets, their places and bindings, now and in the past' },
  'assets:write': { placed: true, doc: 'Register, move, bind and retire assets' },
  'types:write': {
    placed: false,
    doc: 'Define and retire asset types and install type packs, and see whom that affects',
  },
  'telemetry:read': { placed: true, doc: 'See values of assets, live and in the past' },
  'telemetry:export': { placed: true, doc: 'Take readings away as a file' },
  'alarms:read': { placed: true, doc: 'See alarms and what became of them' },
  'alarms:acknowledge': { placed: true, doc: 'Say that an alarm has been seen' },
  'rules:read': { placed: true, doc: 'See alarm rules' },
  'rules:write': { placed: true, doc: 'Make, change and retire alarm rules' },
  'anomalies:read': { placed: true, doc: 'See anomalies and what is held to be normal' },
  'corrections:read': { placed: true, doc: 'See corrections of readings' },
  'corrections:request': { placed: true, doc: 'Ask for readings to be voided or replaced' },
  'corrections:approve': { placed: true, doc: "Approve, reject and withdraw somebody else's correction" },
  'devices:read': { placed: false, doc: 'See devices that are not bound, and telemetry that could not be used' },
  'devices:manage': { placed: false, doc: 'Issue and revoke credentials of devices, and accept new devices' },
  'letters:read': { placed: false, doc: 'See what could not be processed' },
  'letters:repair': { placed: false, doc: 'Resubmit or discard what could not be processed' },
  'ledger:read': { placed: false, doc: 'See what was received, stored and lost on the way' },
  'audit:read': { placed: false, doc: 'See who did what' },
} as const satisfies Record<string, { readonly placed: boolean; readonly doc: string }>;

export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

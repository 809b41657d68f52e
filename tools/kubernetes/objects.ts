/** The parts of Kubernetes objects that the chart's tests look at. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly metadata: KubernetesObject['metadata']; readonly spec: PodSpec };
    readonly strategy?: {
      readonly type: string;
      readonly rollingUpdate?: { readonly maxUnavailable: number; readonly maxSurge: number };
    };
    readonly [field: string]: unknown;
  };
}

export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly terminationGracePeriodSeconds?: number;
  readonly containers: readonly Container[];
  readonly volumes?: readonly Readonly<Record<string, unknown>>[];
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly EnvEntry[];
  readonly envFrom?: readonly { readonly configMapRef?: { readonly name: string } }[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export interface EnvEntry {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** The pod of a workload, or of a bare Pod. */
export function podOf(object: KubernetesObject): PodSpec | undefined {
  if (object.kind === 'Pod') return object.spec as unknown as PodSpec;
  return object.spec?.template?.spec;
}

export const ofKind = (objects: readonly KubernetesObject[], kind: string): KubernetesObject[] =>
  objects.filter((object) => object.kind === kind);

/** The object of a kind whose name ends with a suffix (`-ingestion`). */
export function find(objects: readonly KubernetesObject[], kind: string, suffix: string): KubernetesObject {
  const found = objects.find((object) => object.kind === kind && object.metadata.name.endsWith(suffix));
  if (found === undefined) throw new Error(`no ${kind} whose name ends with ${suffix}`);
  return found;
}

/** Every setting that a Deployment's container gets: its ConfigMap's and its own. A secret's value is `secret:<name>/<key>`. */
export function settingsOf(objects: readonly KubernetesObject[], deployment: KubernetesObject): Record<string, string> {
  const container = podOf(deployment)?.containers[0];
  const settings: Record<string, string> = {};
  for (const source of container?.envFrom ?? [])
    Object.assign(
      settings,
      objects.find((o) => o.kind === 'ConfigMap' && o.metadata.name === source.configMapRef?.name)?.data,
    );
  for (const { name, value, valueFrom } of container?.env ?? [])
    settings[name] = value ?? `secret:${valueFrom?.secretKeyRef.name}/${valueFrom?.secretKeyRef.key}`;
  return settings;
}

import { z } from 'zod';

/** A span as it is kept: flat, and with times in plain units. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly service: string;
  readonly name: string;
  readonly kind: number;
  /** Nanoseconds since 1970, as a decimal string (a JSON number would lose digits). */
  readonly startNanos: string;
  readonly durationMs: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}
type AttributeValue = string | number | boolean | null | readonly AttributeValue[];

const anyValue: z.ZodType<AttributeValue> = z
  .lazy(() =>
    z.object({
      stringValue: z.string().optional(),
      boolValue: z.boolean().optional(),
      intValue: z.union([z.string(), z.number()]).optional(),
      doubleValue: z.number().optional(),
      arrayValue: z.object({ values: z.array(anyValue).default([]) }).optional(),
    }),
  )
  .transform(
    (v): AttributeValue =>
      v.stringValue ??
      v.boolValue ??
      (v.intValue === undefined ? undefined : Number(v.intValue)) ??
      v.doubleValue ??
      v.arrayValue?.values ??
      null,
  );

const attributes = z
  .array(z.object({ key: z.string(), value: anyValue }))
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, value])));

const nanos = z.union([z.string().regex(/^\d+$/), z.number()]).transform(String);

/** ExportTraceServiceRequest in its JSON form (OTLP 1.x: ids are hex, 64-bit numbers may be strings). */
const exportRequest = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes }).optional(),
        scopeSpans: z
          .array(
            z.object({
              spans: z
                .array(
                  z.object({
                    traceId: z
                      .string()
                      .regex(/^[0-9a-fA-F]{32}$/)
                      .toLowerCase(),
                    spanId: z
                      .string()
                      .regex(/^[0-9a-fA-F]{16}$/)
                      .toLowerCase(),
                    parentSpanId: z.string().toLowerCase().default(''),
                    name: z.string().default(''),
                    kind: z.number().default(0),
                    startTimeUnixNano: nanos,
                    endTimeUnixNano: nanos,
                    attributes,
                    status: z.object({ code: z.number().default(0) }).default({ code: 0 }),
                  }),
                )
                .default([]),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

const STATUS_ERROR = 2;

/** All spans of an OTLP/HTTP JSON export. Throws a ZodError that names the field when it is none. */
export function spansOf(body: unknown): Span[] {
  return exportRequest.parse(body).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId === '' ? null : span.parentSpanId,
        service: String(resource?.attributes['service.name'] ?? 'unknown'),
        name: span.name,
        kind: span.kind,
        startNanos: span.startTimeUnixNano,
        durationMs: Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6,
        failed: span.status.code === STATUS_ERROR,
        attributes: span.attributes,
      })),
    ),
  );
}

/** Parents before children, and earlier before later where clocks agree. */
export function inOrder(spans: readonly Span[]): Span[] {
  const byStart = [...spans].sort((a, b) => compare(BigInt(a.startNanos), BigInt(b.startNanos)));
  const known = new Set(byStart.map((span) => span.spanId));
  const children = Map.groupBy(byStart, (span) =>
    span.parentSpanId !== null && known.has(span.parentSpanId) ? span.parentSpanId : '',
  );
  const ordered: Span[] = [];
  const visit = (parent: string): void => {
    for (const span of children.get(parent) ?? []) {
      ordered.push(span);
      visit(span.spanId);
    }
  };
  visit('');
  return ordered;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

import type { PipeTransform } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { z } from 'zod';
import { ProblemException, type FieldError } from '../problem/problem.ts';

type JsonSchema = Record<string, unknown>;

/** A zod schema as the JSON Schema that OpenAPI 3.1 shows for what a client sends. */
export function zodToOpenApi(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  });
  return rest;
}

/** What zod found, as field, value and rule. */
export function fieldErrors(error: z.ZodError, input: unknown): FieldError[] {
  return error.issues.map((issue) => ({
    field: issue.path.length === 0 ? 'body' : issue.path.map(String).join('.'),
    value: brief(at(input, issue.path)),
    rule: issue.message,
  }));
}

/**
 * Pipe: the value must satisfy the schema, else 400 with field, value and rule of every error.
 * `@Body(ZodBody(schema)) body: z.infer<typeof schema>`; works for `@Query` and `@Param` as well.
 */
export function ZodBody<T>(schema: z.ZodType<T>): PipeTransform<unknown, T> {
  return {
    transform(input: unknown): T {
      const parsed = schema.safeParse(input);
      if (parsed.success) return parsed.data;
      throw new ProblemException(400, {
        detail: 'The request does not satisfy its rules.',
        errors: fieldErrors(parsed.error, input),
      });
    },
  };
}

/** Documents a zod-validated body, with named examples. */
export function ApiZodBody(schema: z.ZodType, examples: Record<string, unknown> = {}): MethodDecorator {
  return ApiBody({
    required: true,
    schema: zodToOpenApi(schema),
    examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
  });
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

const MAX_SHOWN = 200;

/** A value small enough to be sent back. */
function brief(value: unknown): unknown {
  const text = JSON.stringify(value);
  if (text === undefined) return null;
  return text.length <= MAX_SHOWN ? value : `${text.slice(0, MAX_SHOWN)}…`;
}

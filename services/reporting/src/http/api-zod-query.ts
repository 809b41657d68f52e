import { zodToOpenApi } from '@millrace/platform/nest';
import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { z } from 'zod';

/** Documents every query parameter of a zod object. */
export function ApiZodQuery(schema: z.ZodType): MethodDecorator {
  const { properties = {}, required = [] } = zodToOpenApi(schema) as {
    properties?: Record<string, Record<string, unknown>>;
    required?: string[];
  };
  const queries = Object.entries(properties).map(([name, { description, ...rest }]) =>
    ApiQuery({
      name,
      required: required.includes(name),
      schema: rest,
      ...(typeof description === 'string' ? { description } : {}),
    }),
  );
  return applyDecorators(...queries);
}

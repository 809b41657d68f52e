import { fileURLToPath } from 'node:url';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
export const SCHEMAS = fileURLToPath(new URL('../../schemas', import.meta.url));

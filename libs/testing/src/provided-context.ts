import type { Addresses } from '@millrace/local-stack/stack';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the stack that vitest-global-setup.ts started. */
    millraceStack: Addresses;
  }
}

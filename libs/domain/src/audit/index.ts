export * from './chain.ts';
export * from './verify-chain.ts';

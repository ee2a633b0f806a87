import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./tools/swc.json', import.meta.url), 'utf8'));

export default {
  testEnvironment: 'node',
  injectGlobals: false,
  roots: ['apps', 'libs', 'test'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  testTimeout: 30_000,
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/tools/summary-reporter.mjs'],
};

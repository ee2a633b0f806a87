import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const purity = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is an input: take it from the command or the event.',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'Time is an input: take it from the command or the event.',
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'Time is an input: take it from the command or the event.',
  },
];

const purityProperties = [
  { object: 'Date', property: 'now', message: 'Time is an input: take it from the command or the event.' },
  {
    object: 'Math',
    property: 'random',
    message: 'Identifiers and chance are inputs: take them from the command.',
  },
  {
    object: 'crypto',
    property: 'randomUUID',
    message: 'Identifiers are inputs: take them from the command.',
  },
  {
    object: 'performance',
    property: 'now',
    message: 'Time is an input: take it from the command or the event.',
  },
];

const noNodeModules = (pattern, hashingOnly = []) => ({
  'no-restricted-imports': [
    'error',
    {
      paths: hashingOnly.map((name) => ({ name, importNames: ['randomUUID', 'randomBytes', 'randomInt'] })),
      patterns: [
        { regex: pattern, message: 'Pure code: no files, network, clock or process. Put it behind a port.' },
      ],
    },
  ],
});

/** Whoever measures or waits out time in a test fails on a busy machine. */
const NO_TIME =
  'No test depends on the speed of the machine: wait for events and conditions (eventually, arrives, turns in ' +
  '#event-sourcing/testing), and simulate the time where it is the subject (simulatedTiming, a clock that is handed in).';

const noTimeInTests = {
  'no-restricted-globals': [
    'error',
    ...['setTimeout', 'setInterval'].map((name) => ({ name, message: NO_TIME })),
  ],
  'no-restricted-properties': [
    'error',
    ...['performance', 'Date'].map((object) => ({ object, property: 'now', message: NO_TIME })),
    { object: 'process', property: 'hrtime', message: NO_TIME },
    { object: 'process', property: 'uptime', message: NO_TIME },
    { object: 'AbortSignal', property: 'timeout', message: NO_TIME },
    ...['setTimeout', 'setInterval'].map((property) => ({
      object: 'globalThis',
      property,
      message: NO_TIME,
    })),
    ...['waitFor', 'waitUntil'].map((property) => ({ object: 'vi', property, message: NO_TIME })),
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: [
        ...['node:timers/promises', 'timers/promises'].map((name) => ({
          name,
          importNames: ['setTimeout', 'setInterval', 'scheduler'],
          message: NO_TIME,
        })),
        ...['node:timers', 'timers', 'node:perf_hooks', 'perf_hooks'].map((name) => ({
          name,
          message: NO_TIME,
        })),
      ],
    },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "MemberExpression[object.name='systemTiming'][property.name='sleep']", message: NO_TIME },
    { selector: "MemberExpression[object.name='systemTiming'][property.name='now']", message: NO_TIME },
    {
      // One time-out for all, in vitest.config.js: it ends what hangs.
      selector:
        'CallExpression[callee.name=/^(it|test)$/][arguments.length>2], ' +
        'CallExpression[callee.object.name=/^(it|test)$/][callee.property.name=/^(only|fails|concurrent)$/][arguments.length>2], ' +
        'CallExpression[callee.name=/^(before|after)(All|Each)$/][arguments.length>1]',
      message: NO_TIME,
    },
    { selector: "Property[key.name='timeout'] > Literal[value>0]", message: NO_TIME },
  ],
};

export default defineConfig(
  globalIgnores(['dist/', 'node_modules/', 'coverage/', 'data/', '.mutation/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Nest's option objects are typed as classes and passed as literals.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      complexity: ['error', 12],
      eqeqeq: 'error',
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    // Constructor injection: a Nest class may take one dependency more.
    files: ['apps/**/*.ts', 'libs/platform/**/*.ts'],
    rules: { '@typescript-eslint/max-params': ['error', { max: 5 }] },
  },
  {
    files: [
      'cases',
      'organisation',
      'audit',
      'files',
      'budgets',
      'rulebook',
      'improvement',
      'notices',
      'conduct',
      'feedback',
      'procedures',
      'event-sourcing',
      'import/mapping',
    ].map((lib) => `libs/${lib}/**/*.ts`),
    ignores: ['libs/event-sourcing/testing/**', '**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...purity],
      'no-restricted-properties': ['error', ...purityProperties],
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'fetch', 'process'],
      ...noNodeModules('^(node:|fs$|path$|os$|crypto$)'),
    },
  },
  {
    files: ['libs/event-sourcing/**/*.ts'],
    ignores: ['libs/event-sourcing/testing/**', '**/*.spec.ts'],
    // Hashing is pure; the random half of node:crypto is not.
    rules: noNodeModules('^(node:(?!crypto$)|fs$|path$|os$)', ['node:crypto']),
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts', 'bench/**/*.ts', 'libs/*/testing/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
      // Vitest types its matchers (expect.any, expect.objectContaining) so that they fit everywhere.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts', 'libs/*/testing/**/*.ts'],
    // The one place where tests wait, and servers of the tests that are slow on purpose.
    ignores: ['libs/event-sourcing/testing/waiting.ts', 'test/servers/**/*.ts'],
    rules: noTimeInTests,
  },
  {
    files: ['apps/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  prettier,
);

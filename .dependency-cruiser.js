/** The architecture as a test: who may import whom. */
const spec = '[.]spec[.]ts$';
const serverAdapter = '^libs/(event-store/eventstoredb|read-models/mongodb)/index[.]ts$';
const testSupport = '^libs/[^/]+/testing/';

/** A library that may import only the named libraries (and itself); specs are held to the same rule. */
const mayImport = (lib, ...allowed) => ({
  name: `${lib}-imports-${allowed.length === 0 ? 'nothing-of-ours' : `only-${allowed.join('-and-')}`}`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: '^(libs|apps)/', pathNot: [lib, ...allowed].map((name) => `^libs/${name}/`) },
});

export default {
  forbidden: [
    mayImport('event-sourcing'),
    mayImport('schema'),
    mayImport('procedures', 'schema'),
    mayImport('audit', 'event-sourcing', 'schema'),
    mayImport('files', 'event-sourcing', 'schema'),
    mayImport('privacy', 'event-sourcing', 'organisation', 'schema'),
    mayImport('organisation', 'event-sourcing', 'procedures', 'schema'),
    mayImport('budgets', 'event-sourcing', 'organisation', 'procedures', 'schema'),
    mayImport('cases', 'budgets', 'event-sourcing', 'organisation', 'procedures', 'schema'),
    mayImport('duties', 'event-sourcing', 'organisation', 'procedures', 'cases', 'schema'),
    mayImport('rulebook', 'event-sourcing', 'organisation', 'procedures', 'schema'),
    mayImport('improvement', 'event-sourcing', 'organisation', 'procedures', 'cases', 'schema'),
    mayImport('feedback', 'event-sourcing', 'organisation', 'procedures', 'cases', 'duties', 'schema'),
    mayImport('conduct', 'event-sourcing', 'organisation', 'procedures', 'cases', 'schema'),
    mayImport('notices', 'event-sourcing', 'organisation', 'procedures', 'cases', 'schema'),
    mayImport('channels', 'platform'),
    mayImport('timing', 'event-sourcing'),
    mayImport('event-store', 'event-sourcing', 'timing'),
    mayImport('read-models', 'event-sourcing', 'timing'),
    mayImport('platform', 'event-sourcing', 'cases'),
    mayImport('evidence', 'event-sourcing', 'platform'),
    mayImport('keys', 'event-sourcing', 'platform'),
    mayImport('proof', 'event-sourcing', 'keys', 'platform'),
    mayImport('migrate', 'event-sourcing', 'timing'),
    mayImport('backup', 'event-sourcing', 'event-store', 'evidence', 'keys', 'platform'),
    mayImport('import', 'event-sourcing', 'schema', 'cases', 'procedures', 'engine'),
    mayImport(
      'case-file',
      'event-sourcing',
      'cases',
      'organisation',
      'procedures',
      'keys',
      'platform',
      'proof',
      'engine',
    ),
    {
      name: 'rooms-above-the-engine',
      comment: 'The engine is what the edges drive: it knows nothing of those that drive it.',
      severity: 'error',
      from: { path: '^libs/engine/' },
      to: { path: '^libs/(backup|case-file|import|migrate)/' },
    },
    {
      name: 'domain-without-framework-or-infrastructure',
      comment:
        'The pattern, the procedures and the domain run without Nest, a web server, a disk or a database; only the loader reads the procedure files.',
      severity: 'error',
      from: {
        path: '^libs/(cases|conduct|duties|feedback|improvement|notices|organisation|audit|files|privacy|budgets|procedures|rulebook|event-sourcing|schema|import/mapping)/',
        pathNot: [spec, testSupport, '^libs/procedures/load[.]ts$'],
      },
      to: {
        path: '(^|/)(@nestjs|fastify|@fastify)/|^(node:)?(fs|sqlite|http|https|net|child_process|worker_threads)(/|$)',
      },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'libraries-only-through-their-barrel',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: {
        path: '^libs/[^/]+/',
        pathNot: [
          '^libs/$2/',
          '^libs/[^/]+/index[.]ts$',
          '^libs/event-sourcing/testing/index[.]ts$',
          serverAdapter,
        ],
      },
    },
    {
      name: 'server-adapters-on-demand',
      comment: 'Their drivers are large, and most starts need none of them.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: [spec, '^apps/cli/commands/(migrate|event-store)[.]ts$'] },
      to: { path: serverAdapter, dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'commands-on-demand',
      comment: 'The list of commands is shown without loading what stands behind them.',
      severity: 'error',
      from: { path: '^apps/cli/(main|run|commands|declare-commands)[.]ts$' },
      to: {
        path: '^(libs|apps)/',
        pathNot: '^apps/cli/(run|commands|declare-commands|exit-codes)[.]ts$',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'apps-only-through-their-barrel',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^apps/[^/]+/', pathNot: ['^apps/$2/', '^apps/[^/]+/index[.]ts$'] },
    },
    {
      name: 'only-cli-starts-the-apps',
      comment: 'The API may run the worker in its own process; nothing imports the command line.',
      severity: 'error',
      from: { path: '^apps/(api|worker)/' },
      to: { path: '^apps/cli/' },
    },
    {
      name: 'across-libraries-by-name',
      comment: 'A relative path into another library goes around the import map.',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: {
        path: '^(libs|apps)/',
        pathNot: '^(libs|apps)/$2/',
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased'],
      },
    },
    {
      name: 'test-support-stays-in-tests',
      severity: 'error',
      from: { pathNot: [spec, testSupport] },
      to: { path: testSupport },
    },
    {
      name: 'typebox-for-types-only',
      comment: 'Its code is nearly 400 modules, which every start would load.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: spec },
      to: { path: '(^|/)typebox/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(libs|apps)/',
        pathNot: [spec, '[.]d[.]ts$', '/index[.]ts$', '^apps/cli/(bin/|main[.]ts$)'],
      },
      to: {},
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};

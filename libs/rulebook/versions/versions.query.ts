import { field, listsOf, type ServedReads } from '#event-sourcing';
import { installedVersion } from './versions.answer.ts';
import { PROCEDURE_VERSIONS, type VersionDocument } from './versions.projection.ts';

const list = listsOf<{
  readonly ports: { readonly readModels: ServedReads };
  readonly reader: unknown;
  readonly who: { readonly readers: readonly ('operations' | 'analyst' | 'compliance' | 'admin')[] };
  readonly group: 'Procedures and operation';
}>();

export const procedureVersions = list({
  name: 'procedureVersions',
  summary: 'Which versions of procedures were installed, by whom, valid since when and where (D13).',
  group: 'Procedures and operation',
  at: 'procedure-versions',
  who: { readers: ['operations', 'analyst', 'compliance', 'admin'] },
  of: PROCEDURE_VERSIONS,
  filters: {
    procedure: field.reference({ optional: true, of: 'procedure', example: 'residential-property' }),
  },
  order: () => ({ field: 'version', direction: 'descending' }),
  moves: false,
  row: installedVersion,
  told: (version: VersionDocument) => version,
  commandLine: {
    words: 'procedures versions',
    description: 'which versions were installed, by whom, valid since when and where',
    none: 'No procedure was installed yet: a server installs its files when it starts.',
    columns: {
      procedure: ({ procedure }) => procedure,
      version: ({ version }) => version,
      from: ({ from }) => (from === undefined ? 'since ever' : { at: from }),
      sites: ({ sites }) => sites?.join(', '),
      'installed by': ({ installedBy }) => installedBy,
      installed: ({ installedAt }) => ({ at: installedAt }),
      withdrawn: ({ withdrawnAt }) => (withdrawnAt === undefined ? undefined : { at: withdrawnAt }),
      because: ({ because }) => because,
    },
    numeric: ['version'],
  },
});

import { listsOf, type KnowableReads } from '#event-sourcing';
import { quarantinedFile } from './quarantine.answer.ts';
import { QUARANTINE, type QuarantinedFile } from './quarantine.projection.ts';

const list = listsOf<{
  readonly ports: KnowableReads;
  readonly reader: unknown;
  readonly who: { readonly readers: readonly 'admin'[] };
  readonly group: 'Files';
}>();

export const quarantine = list({
  name: 'quarantine',
  summary: 'Files that are given out to nobody: not scanned yet, or found to be bad (INV-2).',
  group: 'Files',
  at: 'files/quarantine',
  who: { readers: ['admin'] },
  of: QUARANTINE,
  filters: {},
  order: () => ({ field: 'since', direction: 'ascending' }),
  moves: false,
  visible: (files: readonly QuarantinedFile[], { ports, reader }) => ports.knowable(files, reader),
  row: quarantinedFile,
  told: (file) => file,
  commandLine: {
    words: 'quarantine list',
    description: 'files that are given out to nobody: not scanned yet, or found to be bad',
    none: 'Nothing is in quarantine.',
    columns: {
      file: ({ sha256 }) => sha256,
      because: ({ because }) => because,
      finding: ({ finding }) => finding,
      case: ({ caseId }) => caseId,
      since: ({ since }) => ({ at: since }),
    },
  },
});

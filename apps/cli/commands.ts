import type { Command } from 'commander';
import type { CliContext } from './context.ts';

/** What the list of commands says of one, without loading it. */
export interface CommandEntry {
  readonly name: string;
  /** What may follow the name. */
  readonly takes: string;
  readonly description: string;
  /** The file of the command: its options, its work, and with its imports everything that it needs. */
  readonly load: () => Promise<{ readonly declare: (command: Command, context: CliContext) => void }>;
}

/** In the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'serve',
    takes: '[options]',
    description: 'all in one: the HTTP API, with projections and deadlines in a thread of their own',
    load: () => import('./commands/serve.ts'),
  },
  {
    name: 'api',
    takes: '[options]',
    description: 'the HTTP API alone, any number of them; redress worker does the rest',
    load: () => import('./commands/api.ts'),
  },
  {
    name: 'worker',
    takes: '[options]',
    description: 'projections and deadlines alone, beside redress api; any number share the work',
    load: () => import('./commands/worker.ts'),
  },
  {
    name: 'demo',
    takes: '[options]',
    description: 'three months of made-up complaints of three trades, then the API to try',
    load: () => import('./commands/demo.ts'),
  },
  {
    name: 'token',
    takes: '[options]',
    description: 'a token of the local issuer, for development and single machines',
    load: () => import('./commands/token.ts'),
  },
  {
    name: 'privacy',
    takes: '',
    description: 'erases whoever complained in a case, and legal holds that stand against it',
    load: () => import('./commands/privacy.ts'),
  },
  {
    name: 'keys',
    takes: '',
    description:
      'the keys that texts about people are sealed with: their master key, and new ones where they are lost',
    load: () => import('./commands/keys.ts'),
  },
  {
    name: 'organisation',
    takes: '',
    description: 'people, departments, sites, levels and deputies, now and at any moment',
    load: () => import('./commands/organisation.ts'),
  },
  {
    name: 'cases',
    takes: '',
    description: 'open cases, and single cases at any moment of their history',
    load: () => import('./commands/cases.ts'),
  },
  {
    name: 'case-file',
    takes: '[options] <case>',
    description: 'everything about one case in one archive, which anybody can verify without this program',
    load: () => import('./commands/case-file.ts'),
  },
  {
    name: 'case',
    takes: '',
    description: 'do something in a case: log, classify, dispatch, offer, grant, resolve, close …',
    load: () => import('./commands/case.ts'),
  },
  {
    name: 'breaches',
    takes: '[options]',
    description: 'missed deadlines, open and past, the latest first',
    load: () => import('./commands/ask.ts'),
  },
  {
    name: 'duties',
    takes: '',
    description: 'what is owed again and again: reviews, spot checks, lists, reports, meetings',
    load: () => import('./commands/duties.ts'),
  },
  {
    name: 'improvements',
    takes: '',
    description: 'what recurs, what is done so that it does not, and whether that has helped',
    load: () => import('./commands/ask.ts'),
  },
  {
    name: 'feedback',
    takes: '',
    description: 'suggestions and opinions, what was decided on them, and what complaints came of them',
    load: () => import('./commands/ask.ts'),
  },
  {
    name: 'conduct',
    takes: '',
    description: 'what counts against whoever answers complaints, and what was decided about it',
    load: () => import('./commands/ask.ts'),
  },
  {
    name: 'report',
    takes: '',
    description: 'figures about complaints',
    load: () => import('./commands/ask.ts'),
  },
  {
    name: 'what-if',
    takes: '[options]',
    description: 'how cases would have gone under other rules; nothing is written',
    load: () => import('./commands/what-if.ts'),
  },
  {
    name: 'events',
    takes: '[options]',
    description: 'the history itself, one JSON object per line',
    load: () => import('./commands/events.ts'),
  },
  {
    name: 'verify',
    takes: '[options]',
    description: 'read everything that is kept and name whatever was changed, cut or lost',
    load: () => import('./commands/verify.ts'),
  },
  {
    name: 'proof',
    takes: '',
    description: 'checkpoints of the history, and proofs about it for people outside',
    load: () => import('./commands/proof.ts'),
  },
  {
    name: 'readings',
    takes: '[options]',
    description: 'who read personal data without handling the case; never what they read',
    load: () => import('./commands/ask.ts'),
  },
  {
    name: 'budgets',
    takes: '',
    description: 'what people may promise of their own accord in a month, and what is left of it',
    load: () => import('./commands/ask.ts'),
  },
  {
    name: 'quarantine',
    takes: '',
    description: 'files of evidence that are given out to nobody, and what becomes of them',
    load: () => import('./commands/quarantine.ts'),
  },
  {
    name: 'notices',
    takes: '',
    description: 'what people had to be told of cases, and what became of it',
    load: () => import('./commands/notices.ts'),
  },
  {
    name: 'projections',
    takes: '',
    description: 'the read models and how they follow the history',
    load: () => import('./commands/projections.ts'),
  },
  {
    name: 'procedures',
    takes: '',
    description: 'the rule sets that cases are handled under',
    load: () => import('./commands/procedures.ts'),
  },
  {
    name: 'import',
    takes: '[options] <file>',
    description:
      'historic complaints from a .csv or .ndjson file, also with .gz; may be run again after anything',
    load: () => import('./commands/import.ts'),
  },
  {
    name: 'migrate',
    takes: '[options]',
    description:
      'copy the history of a data folder into EventStoreDB, then compare the two; may be run again',
    load: () => import('./commands/migrate.ts'),
  },
  {
    name: 'backup',
    takes: '<folder>',
    description: 'a copy of history, evidence and keys while everything runs; only what is new is written',
    load: () => import('./commands/backup.ts'),
  },
  {
    name: 'restore',
    takes: '[options] <folder>',
    description: 'a data folder from a backup, checked before it is there',
    load: () => import('./commands/restore.ts'),
  },
  {
    name: 'event-store',
    takes: '',
    description: 'rights on an EventStoreDB that others use as well',
    load: () => import('./commands/event-store.ts'),
  },
  {
    name: 'openapi',
    takes: '',
    description: 'the description of the HTTP API (OpenAPI 3.1), as JSON',
    load: () => import('./commands/openapi.ts'),
  },
];

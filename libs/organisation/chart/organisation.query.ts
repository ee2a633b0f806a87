import { answer, field, queriesOf, type Clock, type Instant } from '#event-sourcing';
import type { Organisation } from '../organisation/state.ts';
import { chartAt } from './chart.ts';

export interface OrganisationQueryPorts {
  readonly organisation: (knownAt?: Instant) => Promise<Organisation>;
  readonly now: Clock;
}

const query = queriesOf<{
  readonly ports: OrganisationQueryPorts;
  readonly reader: unknown;
  readonly who: { readonly readers: readonly ('compliance' | 'admin')[] };
  readonly group: 'Organisation';
}>();

const post = answer.object({
  procedure: answer.text('residential-property'),
  level: answer.text('office-director'),
  'site?': answer.text('riverside'),
  'department?': answer.text('engineering'),
});

export const organisation = query({
  name: 'organisation',
  summary: 'Who works here and who holds which level, now or at a past moment (D23).',
  group: 'Organisation',
  at: 'organisation',
  asks: {
    at: field.instant({ optional: true, description: 'Who held what then; default: now.' }),
    knownAt: field.instant({ optional: true, description: 'By what had been recorded by then (D11).' }),
  },
  who: { readers: ['compliance', 'admin'] },
  reads: () => [],
  answers: answer.object({
    sites: answer.list(answer.object({ site: answer.text('riverside'), name: answer.text('Riverside') })),
    departments: answer.list(
      answer.object({
        department: answer.text('engineering'),
        name: answer.text('Engineering'),
        'site?': answer.text('riverside'),
      }),
    ),
    procedures: answer.list(
      answer.object({
        procedure: answer.text('residential-property'),
        version: answer.whole(1),
        'site?': answer.text('riverside'),
        from: answer.instant(),
        'until?': answer.instant(),
      }),
      { description: 'Whose duties are owed, everywhere or at a site.' },
    ),
    people: answer.list(
      answer.object({
        person: answer.text('pan.xin'),
        name: answer.text('Pan Xin'),
        departments: answer.list(answer.text('general-office')),
        'site?': answer.text('riverside'),
        levels: answer.list(post),
        deputyFor: answer.list(answer.text('luo.hai')),
      }),
    ),
  }),
  // The check has brought both to instants.
  run: async ({ at, knownAt }, ports) =>
    chartAt(await ports.organisation(knownAt as Instant | undefined), at ?? ports.now()),
});

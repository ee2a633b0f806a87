import { field } from '#event-sourcing';
import { casesField, command } from '../command.ts';
import { aboutIn, unknownAmong } from '../rules.ts';
import { raised } from './raised.ts';

/** IMP-2: also one case may need an action, and people see what no rule counts. */
export const openIssue = command({
  name: 'OpenIssue',
  summary: 'Open an improvement issue for cases that need an action (IMP-1, IMP-2).',
  group: 'Improvement',
  who: { sentBy: 'staff', by: 'ladder' },
  when: 'raised',
  route: { begins: 'improvements' },
  data: {
    procedure: field.reference({ of: 'procedure', example: 'residential-property' }),
    site: field.reference({ optional: true, of: 'site', example: 'garden-city' }),
    cases: casesField({ max: 100 }),
    reason: field.text({ example: 'The lift has failed twice for the same part.' }),
  },
  decide({ procedure, site, cases, reason }, state, context) {
    if (state.status !== 'none') return [];
    const of = [...new Set(cases)];
    return (
      unknownAmong(of, { procedure, site }, context) ??
      raised(context, {
        cases: of,
        about: [...aboutIn(of, context)],
        reason,
        ...(site !== undefined && { site }),
      })
    );
  },
});

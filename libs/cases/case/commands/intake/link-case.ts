import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { caseNumber, noOtherCase } from '../../rules/other-case.ts';
import { during } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** LIF-2 */
export const linkCase = command({
  name: 'LinkCase',
  summary: 'Link the case to a related one (LIF-2).',
  group: 'Intake',
  data: {
    to: field.reference({ of: 'case', example: '4XQ7-M2K9-D3TB' }),
    relation: field.choice(['related', 'duplicate', 'followsFrom', 'conductOf']),
    reason: field.text({ example: 'The same lift.' }),
  },
  who: recording(),
  when: during(['notArchived']),
  decide: (data, state, context) =>
    noOtherCase(data.to, context) ??
    (state.links.some((link) => link.to === caseNumber(data.to) && link.relation === data.relation)
      ? []
      : [draft('CaseLinked', { ...data, to: caseNumber(data.to) })]),
});

import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { givenToRespondent } from '../../rules/people.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { regulatorFields } from '../parts.ts';

/** INT-9: one case throughout, each hand-over recorded. */
export const handOverComplaint = command({
  name: 'HandOverComplaint',
  summary: 'Hand the complaint over between receivers; the case stays one (INT-9).',
  group: 'Intake',
  data: {
    from: field.person({ of: 'sender', example: 'desk' }),
    to: field.person({ of: 'receiver', example: 'hotline' }),
    reason: field.text({ example: 'The caller asked for the hotline.' }),
    regulator: field.part('Regulator', regulatorFields, { optional: true }),
  },
  who: recording(),
  when: during(OPEN),
  decide: (data, state) =>
    data.from === data.to
      ? refuse('INT-9', 'same-receiver', 'A hand-over needs two different receivers.')
      : (givenToRespondent(data.to, state) ?? [draft('ComplaintHandedOver', data)]),
});

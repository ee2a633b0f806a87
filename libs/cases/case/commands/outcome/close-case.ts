import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { isTurnedDown, missingForClosing, owedToAnybody } from '../../rules/closing.ts';
import { during } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';

/** OUT-5: the refusal says what is missing. */
export const closeCase = command({
  name: 'CloseCase',
  summary: 'Close the case (OUT-5).',
  group: 'Outcome',
  data: {
    remarks: field.text({ optional: true, example: 'Nothing is open.' }),
  },
  who: deciding(),
  when: during(['outcomeKnown']),
  decide: (data, state, { procedure }) => {
    const missing = isTurnedDown(state)
      ? owedToAnybody(state, procedure)
      : missingForClosing(state, procedure);
    if (missing.length === 0) return [draft('CaseClosed', data)];
    return refuse(
      'OUT-5',
      'closing-conditions-missing',
      [`The case cannot be closed yet: ${missing.join(', ')} missing.`, ...stillOpen(state)].join(' '),
      {
        remedy: 'Complete what is missing, then close.',
        details: { missing, ...openRemedies(state) },
      },
    );
  },
});

interface OpenRemedies {
  readonly undecided?: readonly string[];
  readonly notOffered?: readonly string[];
  readonly notDelivered?: readonly string[];
}

/** SOL-6, OUT-5: what keeps the money from being delivered, by its number. */
function openRemedies({ remedies }: CaseRecord): OpenRemedies {
  const undecided = remedies.flatMap((each) => (each.status === 'requested' ? (each.request ?? []) : []));
  const notOffered = remedies.flatMap((each) => (each.status === 'authorised' ? (each.request ?? []) : []));
  const notDelivered = remedies.flatMap((each) => (each.status === 'granted' ? (each.grant ?? []) : []));
  return {
    ...(undecided.length > 0 && { undecided }),
    ...(notOffered.length > 0 && { notOffered }),
    ...(notDelivered.length > 0 && { notDelivered }),
  };
}

function stillOpen(state: CaseRecord): readonly string[] {
  const { undecided, notOffered, notDelivered } = openRemedies(state);
  return [
    ...(undecided ? [`Not decided: ${undecided.join(', ')} (approve-request, refuse-request).`] : []),
    ...(notOffered ? [`Approved and not offered: ${notOffered.join(', ')} (offer-solution).`] : []),
    ...(notDelivered ? [`Not delivered: ${notDelivered.join(', ')} (confirm-compensation).`] : []),
  ];
}

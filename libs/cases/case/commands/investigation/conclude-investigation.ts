import { isSamePerson, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';
import { conclusionFields } from '../parts.ts';

/** INV-3, INV-4; a later conclusion replaces an earlier one, both stay in the history. */
export const concludeInvestigation = command({
  name: 'ConcludeInvestigation',
  summary: 'Conclude the investigation with responsibility and root cause (INV-3).',
  group: 'Investigation',
  data: conclusionFields,
  who: deciding({ level: 'ruling' }),
  when: during(CLASSIFIED),
  decide: (data, _state, context) => {
    const causes = context.procedure.rootCauses.map((each) => each.id);
    if (causes.length > 0 && !causes.includes(data.rootCause))
      return refuse('INV-3', 'unknown-root-cause', `The procedure has no root cause "${data.rootCause}".`, {
        details: { rootCauses: causes },
      });
    if (data.responsiblePerson !== undefined && data.responsibility !== 'person')
      return refuse(
        'INV-3',
        'no-person-responsible',
        'A person is named, but the responsibility is not theirs.',
        {
          remedy: 'Lay the responsibility on the person, or name nobody.',
        },
      );
    if (isSamePerson(data.responsiblePerson, context.actor.id))
      return refuse('INV-4', 'conflict-of-interest', 'Nobody finds on their own responsibility.', {
        remedy: 'Have somebody else conclude the investigation.',
      });
    return [draft('InvestigationConcluded', data)];
  },
});

import { refuse } from '#event-sourcing';
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
  who: deciding(),
  when: during(CLASSIFIED),
  decide: (data, _state, context) => {
    const causes = context.procedure.rootCauses.map((each) => each.id);
    if (causes.length > 0 && !causes.includes(data.rootCause))
      return refuse('INV-3', 'unknown-root-cause', `The procedure has no root cause "${data.rootCause}".`, {
        details: { rootCauses: causes },
      });
    return [draft('InvestigationConcluded', data)];
  },
});

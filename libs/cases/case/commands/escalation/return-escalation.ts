import { field, refuse, type Refusal } from '#event-sourcing';
import { FRONTLINE } from '#procedures';
import { command } from '../../command.ts';
import { type CaseContext, levelAbout, rankOf } from '../../context.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';

/** AUT-4: back to the level below, with instruction; never to the one complained about (INV-4). */
export const returnEscalation = command({
  name: 'ReturnEscalation',
  summary: 'Return the case to the level below with instruction (AUT-4).',
  group: 'Escalation',
  data: {
    instruction: field.text({ example: 'Offer the repair first.' }),
  },
  who: deciding({ level: 'asked', bound: false }),
  when: during([...OPEN, 'escalation']),
  decide: (data, state, context) => {
    const { procedure } = context;
    const to = procedure.ladder[rankOf(procedure, state.level) - 1]?.id ?? FRONTLINE;
    return (
      returnedToRespondent(to, state, context) ?? [
        draft('EscalationReturned', { ...data, from: state.level, to }),
      ]
    );
  },
});

function returnedToRespondent(to: string, state: CaseRecord, context: CaseContext): Refusal | undefined {
  const { procedure } = context;
  const about = levelAbout(state, context);
  if (about === undefined || rankOf(procedure, about) < rankOf(procedure, to)) return undefined;
  return refuse('INV-4', 'respondent-not-below', `The complaint is about the level "${about}".`, {
    remedy: 'Decide on the escalation yourself.',
  });
}

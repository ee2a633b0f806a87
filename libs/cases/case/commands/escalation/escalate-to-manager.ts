import { field, refuse, type Refusal } from '#event-sourcing';
import { directRoutes, OVERSIGHT } from '#procedures';
import { command } from '../../command.ts';
import { type CaseContext, levelAbout, rankOf } from '../../context.ts';
import { draft } from '../../decision.ts';
import { ESCALATION_REASONS } from '../../events/fields.ts';
import { matterOf } from '../../matter.ts';
import { nextLevel } from '../../rules/escalation.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { recording } from '../../who-policy.ts';

/** AUT-1: one level at a time, except by a direct route of the procedure. */
export const escalateToManager = command({
  name: 'EscalateToManager',
  summary: 'Escalate to the next level of the ladder (AUT-1, AUT-4).',
  group: 'Escalation',
  data: {
    to: field.reference({
      of: 'level',
      optional: true,
      example: 'office-director',
      description: 'Default: the next level (AUT-1).',
    }),
    reason: field.choice(ESCALATION_REASONS),
    explanation: field.text({ example: 'The amount is above my authority.' }),
    complainantTold: field.yesNo(),
  },
  who: recording(),
  when: during(OPEN),
  decide: (data, state, context) => {
    const next = nextLevel(state, context);
    const to = data.to ?? next;
    if (next === undefined || to === undefined) return topOfLadder(state);
    const refusal = unfitLevel(to, next, state, context);
    if (refusal) return refusal;
    const route = to === next ? undefined : directRoute(to, state, context);
    if (to !== next && !route)
      return refuse(
        'AUT-1',
        'no-skipping',
        `Escalation goes one level at a time: the next one is "${next}".`,
        {
          remedy: `Escalate to "${next}" first.`,
        },
      );
    const { reason, explanation, complainantTold } = data;
    const facts = { from: state.level, to, reason, explanation, complainantTold, automatic: false };
    return [draft('EscalatedToManager', { ...facts, ...(route && { directRoute: route.rule }) })];
  },
});

const topOfLadder = (state: CaseRecord): Refusal =>
  refuse('AUT-1', 'top-of-ladder', `The case is already with the highest level, "${state.level}".`, {
    remedy: 'That level has to decide.',
  });

function unfitLevel(to: string, next: string, state: CaseRecord, context: CaseContext): Refusal | undefined {
  const { level } = state;
  const { procedure } = context;
  if (to === OVERSIGHT && to === next) return undefined;
  const levels = procedure.ladder.map(({ id }) => id);
  if (!levels.includes(to))
    return refuse('AUT-1', 'unknown-level', `The procedure has no level "${to}".`, { details: { levels } });
  if (rankOf(procedure, to) <= rankOf(procedure, level))
    return refuse('AUT-1', 'not-above', `The case is with "${level}"; "${to}" is not above it.`);
  if (to !== levelAbout(state, context) || to === next) return undefined;
  return refuse('INV-4', 'respondent-not-below', `The complaint is about the level "${to}".`, {
    remedy: `Escalate to "${next}".`,
  });
}

/** Opened by what is on record, never by the reason that is given now. */
const directRoute = (to: string, state: CaseRecord, { procedure }: CaseContext) =>
  directRoutes(procedure, matterOf(state)).find((route) => route.to === to);

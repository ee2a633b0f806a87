import { refuse } from '#event-sourcing';
import { by, command, proposalField, reasonField } from '../command.ts';
import { draft } from '../events.ts';
import { isGroundless } from '../rules.ts';

/** Otherwise an appeal lifts it. */
export const liftStep = command({
  name: 'LiftStep',
  summary: 'Lift a step that was imposed for what does not stand any more (CON-4).',
  ...by('deciding'),
  data: { proposal: proposalField, reason: reasonField },
  decide: (data, state) =>
    state.proposals.some((each) => each.proposal === data.proposal && isGroundless(state, each))
      ? [draft('StepLifted', data)]
      : refuse(
          'CON-4',
          'step-still-grounded',
          `Nothing that "${data.proposal}" was imposed for was taken back.`,
          {
            remedy: 'The person may appeal against it.',
          },
        ),
});

import { field, refuse } from '#event-sourcing';
import { byCompliance, command } from '../command.ts';
import { draft } from '../events.ts';

export const liftLegalHold = command({
  name: 'LiftLegalHold',
  summary: 'Nothing stands against erasing the case any more, as far as this hold goes (PRI-2).',
  ...byCompliance,
  data: {
    hold: field.reference({ example: 'H1' }),
    reason: field.text({ max: 2_000, example: 'The proceedings are over.' }),
  },
  decide: (data, { holds }) =>
    holds.some(({ hold }) => hold === data.hold)
      ? [draft('LegalHoldLifted', data)]
      : refuse('PRI-2', 'no-such-hold', `There is no hold ${data.hold} on this case.`, {
          remedy: 'Name one that stands; its number was in the answer when it was placed.',
          details: { holds: holds.map(({ hold }) => hold) },
        }),
});

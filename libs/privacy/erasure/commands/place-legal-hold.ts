import { field, refuse } from '#event-sourcing';
import { byCompliance, command } from '../command.ts';
import { draft } from '../events.ts';

export const placeLegalHold = command({
  name: 'PlaceLegalHold',
  summary: 'Keep what is said in a case from being erased, for a reason, and until when (PRI-2).',
  ...byCompliance,
  data: {
    reason: field.text({ max: 2_000, example: 'The court has asked for the file.' }),
    until: field.instant({ optional: true }),
  },
  decide({ reason, until }, { erasure, holdsEver }, { now }) {
    if (erasure !== 'none') return erasureUnderWay;
    if (until !== undefined && until <= now)
      return refuse('PRI-2', 'hold-already-over', 'A hold ends after it begins.', {
        remedy: 'Give a later time, or none.',
      });
    const hold = `H${String(holdsEver + 1)}`;
    return [draft('LegalHoldPlaced', { hold, reason, ...(until !== undefined && { until }) })];
  },
});

const erasureUnderWay = refuse(
  'PRI-2',
  'erasure-decided',
  'It is decided that this case is erased, or it was.',
  {
    remedy: 'What is destroyed cannot be kept any more.',
  },
);

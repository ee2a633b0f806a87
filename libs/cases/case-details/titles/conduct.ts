import type { conductEvents } from '../../case/events/conduct.ts';
import type { TitlesOf } from '../../reading/wording.ts';

export const conductTitles: TitlesOf<typeof conductEvents> = {
  ResponsibilityCounted: ({ person }) => `The complaint counts in the conduct record of ${person}.`,
  ResponsibilityTakenBack: ({ person }) => `It does not count in the conduct record of ${person} any more.`,
};

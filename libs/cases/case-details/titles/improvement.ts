import type { improvementEvents } from '../../case/events/improvement.ts';
import type { TitlesOf } from '../../reading/wording.ts';

export const improvementTitles: TitlesOf<typeof improvementEvents> = {
  ImprovementPlanned: ({ issue }) =>
    `An action was decided on so that it does not happen again: see issue ${issue}.`,
};

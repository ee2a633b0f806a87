import type { mergingEvents } from '../../case/events/merging.ts';
import { because, by, type TitlesOf } from '../../reading/wording.ts';

export const mergingTitles: TitlesOf<typeof mergingEvents> = {
  MergeStarted: ({ into, reason }) => `To be merged into ${into}${because(reason)}`,
  CaseTakenOver: ({ from, reason }) => `${from} was taken over${because(reason)}`,
  CaseMerged: ({ into, reason }) => `Merged into ${into}${because(reason)}`,
  MergeDeclined: ({ into, why }) => `${into} did not take it over${because(why)}`,
  MergeReversed: ({ from, reason }) => `Taken back out of ${from}${because(reason)}`,
  TakeOverReleased: ({ from, reason }) => `${from} was given back${because(reason)}`,
  MergedSumChanged: ({ case: of }) => `What ${of} gives has changed.`,
  TakenOverSumChanged: ({ case: of }) => `What ${of} gives has changed, which counts here too.`,
  MergedComplainantTold: ({ of, about, method, reached }) =>
    `The complainant of ${of} ${reached ? 'was told' : 'was not reached to be told'} about the ${about} ${by(method)}.`,
};

import type { Matter } from '#procedures';
import type { Carried } from './events/merging.ts';
import { totalOf } from './remedies/remedy.ts';
import type { CaseRecord } from './state.ts';

/** What authority and clock conditions look at. */
export const matterOf = (state: CaseRecord, more: Partial<Matter> = {}): Matter => ({
  flags: state.flags,
  channel: state.channel,
  complainantKind: state.complainant.kind,
  respondentKinds: state.respondents.map(({ kind }) => kind),
  contactKind: state.contactKind,
  complainantInsists: state.complainantInsists,
  unsettledBelow: state.unsettledBelow,
  amount: totalOf(state.remedies),
  ...(state.category && { category: state.category }),
  ...(state.severity && { severity: state.severity }),
  ...(state.retail?.goodsValue && { goodsValue: state.retail.goodsValue.minor }),
  ...(state.conclusion && { outcome: state.conclusion.outcome, cause: state.conclusion.rootCause }),
  ...(state.site && { site: state.site }),
  ...(state.details && { details: state.details }),
  respondentLevels: state.respondents.flatMap(({ level }) => level ?? []),
  ...more,
});

type Taken = Pick<
  Carried,
  'channel' | 'complainantInsists' | 'unsettledBelow' | 'contactKind' | 'category' | 'severity' | 'goodsValue'
>;

/**
 * LIF-2: what was merged into the case is its matter too, and needs the level that it needed there (AUT-3); how serious
 * it is, is judged for both as soon as somebody has classified the case.
 */
export const mattersTaken = (matter: Matter, taken: readonly Taken[]): readonly Matter[] =>
  taken.map((each) => {
    const severity = matter.severity ?? each.severity;
    return {
      ...matter,
      ...{ channel: each.channel, complainantInsists: each.complainantInsists },
      unsettledBelow: each.unsettledBelow || (matter.unsettledBelow ?? false),
      ...(each.contactKind !== undefined && { contactKind: each.contactKind }),
      ...(each.category !== undefined && { category: each.category }),
      ...(severity !== undefined && { severity }),
      ...(each.goodsValue && { goodsValue: each.goodsValue.minor }),
    };
  });

/** CLS-2: a complaint that was merged into an enquiry is a complaint still. */
export const isComplaint = ({
  contactKind,
  takenOver,
}: Pick<CaseRecord, 'contactKind' | 'takenOver'>): boolean =>
  contactKind === 'complaint' || takenOver.some((each) => each.contactKind === 'complaint');

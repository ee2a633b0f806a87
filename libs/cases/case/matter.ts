import type { Matter } from '#procedures';
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
  respondentLevels: state.respondents.flatMap(({ level }) => level ?? []),
  ...more,
});

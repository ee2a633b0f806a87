import { actingIn } from '#event-sourcing';
import type { CaseEvent, CaseEventType } from '../events.ts';
import { instantWhen } from '../milestones.ts';
import { isAsked, type CaseRemedy, type RemedyStatus } from './remedy.ts';

type Remedies = readonly CaseRemedy[];
type Evolvers = {
  readonly [Type in CaseEventType]?: (remedies: Remedies, event: CaseEvent<Type>) => Remedies;
};
type Names = Pick<CaseRemedy, 'option' | 'request' | 'grant'>;

const isNamed = (each: CaseRemedy, { option, request, grant }: Names): boolean =>
  (grant !== undefined && each.grant === grant) ||
  (request !== undefined && each.request === request) ||
  (option !== undefined && each.option === option && each.grant === undefined && each.status !== 'refused');

/** The remedy that bears one of the names goes on; without one a new one begins. */
function goOn(remedies: Remedies, next: CaseRemedy): Remedies {
  const at = remedies.findLastIndex((each) => isNamed(each, next));
  const before = remedies[at];
  return before === undefined ? [...remedies, next] : remedies.with(at, { ...before, ...next });
}

const changed = (
  remedies: Remedies,
  isMeant: (each: CaseRemedy) => boolean,
  change: Partial<CaseRemedy>,
): Remedies =>
  remedies.some(isMeant) ? remedies.map((each) => (isMeant(each) ? { ...each, ...change } : each)) : remedies;

const moved = (names: Names, from: readonly RemedyStatus[], to: RemedyStatus) => (remedies: Remedies) =>
  changed(remedies, (each) => isNamed(each, names) && from.includes(each.status), { status: to });

/** What was asked for or offered ends with nothing given, and frees its sum. */
const lapsed = (remedies: Remedies, isMeant: (each: CaseRemedy) => boolean): Remedies =>
  changed(remedies, isMeant, { status: 'lapsed' });

const isOpen = (each: CaseRemedy): boolean =>
  isAsked(each) || each.status === 'offered' || each.status === 'accepted';
const isOfPlan = (each: CaseRemedy): boolean => each.option !== undefined && isAsked(each);

const all = (remedies: Remedies): Remedies => lapsed(remedies, isOpen);
const ofPlan = (remedies: Remedies): Remedies => lapsed(remedies, isOfPlan);

const EVOLVERS: Evolvers = {
  // Options that nobody heard of give way to the new ones, or go back.
  SolutionsPrepared: ofPlan,
  PlanSentBack: ofPlan,
  OfferAuthorised: (remedies, { data: { request, worth, authority } }) =>
    withWorth(
      changed(remedies, (each) => each.request === request && isAsked(each), {
        ...{ status: 'authorised', authority },
      }),
      { request },
      worth,
    ),
  SolutionOffered: (remedies, { data: { option, promise } }) =>
    promise === undefined
      ? remedies
      : withWorth(goOn(remedies, { option, ...promise, status: 'offered' }), { option }, promise.worth),
  SolutionAccepted: (remedies, { data: { option } }) => moved({ option }, ['offered'], 'accepted')(remedies),
  OfferLapsed: (remedies, { data: { option } }) => moved({ option }, ['offered'], 'lapsed')(remedies),
  SolutionRejected: (remedies, { data: { option } }) =>
    moved({ option }, ['offered', 'accepted'], 'lapsed')(remedies),

  CompensationRequested: (remedies, { data, metadata }) => {
    const { request, option, remedy, worth, neededLevel } = data;
    const asked = { request, remedy, neededLevel, requestedBy: actingIn(metadata.actor) } as const;
    // Asked anew, because the total or the matter has outgrown what was authorised.
    const before = lapsed(
      remedies,
      (each) => isAsked(each) && option !== undefined && each.option === option,
    );
    const others = before.filter((each) => each.request !== request);
    return [...others, { ...asked, ...(option && { option }), ...(worth && { worth }), status: 'requested' }];
  },
  CompensationRequestRefused: (remedies, { data: { request } }) =>
    changed(remedies, (each) => each.request === request && isAsked(each), { status: 'refused' }),

  CompensationGranted: (remedies, event) => {
    const { grant, option, request, remedy, worth, authority } = event.data;
    const at = instantWhen(event);
    const names = { grant, ...(option && { option }), ...(request && { request }) };
    const grantedBy = actingIn(event.metadata.actor);
    const granted = { ...names, remedy, authority, status: 'granted', grantedBy } as const;
    const dated = { ...granted, ...(at && { grantedAt: at }) };
    return withWorth(goOn(remedies, dated), { grant }, worth);
  },
  CompensationDelivered: (remedies, { data: { grant } }) =>
    moved({ grant }, ['granted'], 'delivered')(remedies),
  CompensationReversed: (remedies, { data: { grant } }) =>
    moved({ grant }, ['granted', 'delivered'], 'reversed')(remedies),
  RemedyRevalued: (remedies, { data: { worth, ...names } }) => withWorth(remedies, names, worth),

  // The end of a case, of a plan or of a matter lets go of what nobody has accepted; what was granted stays owed.
  CaseResolved: (remedies) => lapsed(remedies, (each) => each.status === 'offered' || isOfPlan(each)),
  CaseReopened: (remedies) => lapsed(remedies, (each) => each.option !== undefined && isOpen(each)),
  CaseDeclaredInadmissible: all,
  CaseWithdrawn: all,
  CaseMerged: all,
  CaseClosed: all,
};

/** Worth is what the event says: nothing where nobody can tell. */
const withWorth = (remedies: Remedies, names: Names, worth: CaseRemedy['worth']): Remedies =>
  remedies.map((each) => {
    if (!isNamed(each, names)) return each;
    const { worth: _, ...others } = each;
    return { ...others, ...(worth && { worth }) };
  });

/** The fold of what a case promises and gives; unknown names and types change nothing. */
export function evolveRemedies(remedies: Remedies, event: CaseEvent): Remedies {
  // The table is keyed by the event's own type, so the evolver takes exactly this event.
  const evolver = Object.hasOwn(EVOLVERS, event.type)
    ? (EVOLVERS[event.type] as (remedies: Remedies, event: CaseEvent) => Remedies)
    : undefined;
  return evolver?.(remedies, event) ?? remedies;
}

export const changesRemedies = (type: CaseEventType): boolean => Object.hasOwn(EVOLVERS, type);

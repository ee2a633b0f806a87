import type { CaseEvent } from '../../case/events.ts';
import { isOf, ofType, sinceReopened, takenOver } from './past.ts';
import type { Watch } from './walk.ts';
import type { Told, World } from './world.ts';

/** OUT-5, LIF-2, SOL-6, INT-9: whatever is still owed to anybody keeps a case on the list, its own or the one that took it over. */
export const nothingVanishes: Watch = {
  rest(world) {
    for (const told of world.cases.values()) {
      const owed = owedBy(told, world);
      if (owed !== undefined && told.listed?.open !== true) throw new Error(`OUT-5 not on the list: ${owed}`);
    }
  },
};

/** What the case itself owes, by its history; undefined when nothing. */
function owedBy({ events }: Told, world: World): string | undefined {
  if (events.length === 0) return undefined;
  const undelivered = grantsOwed(events);
  if (undelivered.length > 0) return `${undelivered.join(', ')} granted and not delivered`;
  const end = endOf(events);
  if (end === undefined) return 'it has no end';
  if (isOf(end, 'CaseMerged')) return vanishedInto(end.data.into, events, world);
  if (isOf(end, 'ContactEnded')) return undefined;
  return untold(events, end);
}

const grantsOwed = (events: readonly CaseEvent[]): readonly string[] => {
  const ended = new Set(
    ofType(events, 'CompensationDelivered', 'CompensationReversed').map(({ data }) => data.grant),
  );
  return ofType(events, 'CompensationGranted').flatMap(({ data: { grant } }) =>
    ended.has(grant) ? [] : [grant],
  );
};

const ENDS = new Set([
  'CaseClosed', 'CaseWithdrawn', 'CaseDeclaredInadmissible', 'CaseMerged', 'ContactEnded',
]); // prettier-ignore
const BEGINS = new Set([
  'ComplaintLogged', 'ContactAbandoned', 'CaseReopened', 'MergeReversed',
]); // prettier-ignore

/** How it ended, unless it was begun again since. */
function endOf(events: readonly CaseEvent[]): CaseEvent | undefined {
  const last = events.findLast(({ type }) => ENDS.has(type) || BEGINS.has(type));
  return last !== undefined && ENDS.has(last.type) ? last : undefined;
}

/** LIF-2: what was merged is in the other case, until it is taken back. */
function vanishedInto(into: string, events: readonly CaseEvent[], world: World): string | undefined {
  const other = world.cases.get(into);
  const own = ofType(events, 'MergeStarted').at(-1)?.data.carries[0]?.case;
  return other !== undefined && takenOver(other.events).some((each) => each.case === own)
    ? undefined
    : `merged into ${into}, which knows nothing of it`;
}

function untold(events: readonly CaseEvent[], end: CaseEvent): string | undefined {
  const regulators = regulatorsWaiting(events);
  if (regulators.length > 0) return `${regulators.join(', ')} not told the outcome`;
  const merged = mergedWaiting(events);
  if (merged.length > 0) return `complainants of ${merged.join(', ')} not told the outcome`;
  // Whoever became known after the end would wait for ever: that is refused (OUT-1).
  const isKnown = ofType(events, 'ComplaintLogged', 'IntakeCorrected').findLast(
    ({ data }) => data.complainant !== undefined,
  )?.data.complainant?.anonymous;
  const told = sinceReopened(events).some(
    (event) =>
      event.type === 'OutcomeUntellable' ||
      (isOf(event, 'OutcomeNotified') && event.data.to === 'complainant'),
  );
  // Whoever withdrew knows, and a complaint is turned down with its reason told (CLS-6).
  return end.type !== 'CaseWithdrawn' && isKnown === false && !told && !isTurnedDown(events)
    ? 'the complainant was not told the outcome'
    : undefined;
}

/** To somebody unknown nobody explained it (INT-4). */
const isTurnedDown = (events: readonly CaseEvent[]): boolean =>
  sinceReopened(events).some(
    (event) => isOf(event, 'CaseDeclaredInadmissible') && event.data.method !== undefined,
  );

/** INT-9: whoever passed it on and has not heard since the case was opened or reopened. */
function regulatorsWaiting(events: readonly CaseEvent[]): readonly string[] {
  let waiting: readonly string[] = [];
  let all: readonly string[] = [];
  const passes = (name: string): void => {
    all = [...all, name];
    waiting = [...waiting, name];
  };
  for (const event of events) {
    if (isOf(event, 'ComplaintLogged') && event.data.channel === 'regulator') passes('regulator');
    if (isOf(event, 'ComplaintHandedOver') && event.data.regulator) passes(event.data.regulator.name);
    if (isOf(event, 'CaseReopened')) waiting = all;
    if (isOf(event, 'OutcomeNotified') && event.data.to === 'regulator')
      waiting = waiting.filter((name) => name !== (event.data.regulator ?? name));
  }
  return [...new Set(waiting)];
}

/** LIF-2, OUT-1: the complainants of merged cases hear the outcome, or are tried for as often as the procedure says. */
function mergedWaiting(events: readonly CaseEvent[]): readonly string[] {
  const done = new Set(
    ofType(sinceReopened(events), 'MergedComplainantTold').flatMap(({ data }) =>
      data.about === 'outcome' && (data.reached || data.exhausted === true) ? [data.of] : [],
    ),
  );
  return takenOver(events).flatMap(({ case: of, complainant }) =>
    complainant.anonymous || complainant.same || done.has(of) ? [] : [of],
  );
}

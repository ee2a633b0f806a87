import { personKey } from '#event-sourcing';
import type { CaseEvent, CaseEventData, CaseEventType } from '../../case/events.ts';
import type { Respondent } from '../../case/events/intake.ts';

/** What the history alone says of a case: told here once more, apart from the fold that decisions are made on. */

export const ofType = <Type extends CaseEventType>(
  events: readonly CaseEvent[],
  ...types: readonly Type[]
): readonly CaseEvent<Type>[] =>
  // Name and data of an event belong together by its type.
  events.filter(({ type }) =>
    (types as readonly string[]).includes(type),
  ) as readonly CaseEvent[] as readonly CaseEvent<Type>[];

export const isOf = <Type extends CaseEventType>(
  event: CaseEvent,
  type: Type,
): event is CaseEvent<Type> & CaseEvent => event.type === type;

/** Since it was logged, or last reopened. */
export const sinceReopened = (events: readonly CaseEvent[]): readonly CaseEvent[] =>
  events.slice(events.findLastIndex(({ type }) => type === 'CaseReopened') + 1);

/** What merged cases have left here and not taken back (LIF-2). */
export function takenOver(
  events: readonly CaseEvent[],
): readonly CaseEventData<'CaseTakenOver'>['carries'][number][] {
  let all: readonly (CaseEventData<'CaseTakenOver'>['carries'][number] & { readonly by: string })[] = [];
  for (const event of events) {
    if (isOf(event, 'CaseTakenOver')) {
      const by = `${event.data.from} ${event.data.merge}`;
      all = [...all, ...event.data.carries.map((each) => ({ ...each, by }))];
    }
    if (isOf(event, 'TakeOverReleased')) {
      const { cases, from, merge } = event.data;
      all = all.filter((each) => !cases.includes(each.case) || each.by !== `${from} ${merge}`);
    }
  }
  return all;
}

/** Everybody complained about by their id, with what was merged into the case (INV-4). */
export function complainedAbout(events: readonly CaseEvent[]): readonly string[] {
  let own: readonly Pick<Respondent, 'staffId'>[] = [];
  for (const { data } of ofType(events, 'ComplaintLogged', 'IntakeCorrected')) own = data.respondents ?? own;
  const merged = takenOver(events).flatMap(({ respondents }) => respondents);
  return [...own, ...merged].flatMap(({ staffId }) => (staffId === undefined ? [] : [personKey(staffId)]));
}

/** Where the case belongs, by its intake. */
export const siteOf = (events: readonly CaseEvent[]): string | undefined =>
  ofType(events, 'ComplaintLogged', 'IntakeCorrected').findLast(({ data }) => data.site !== undefined)?.data
    .site;

import { isSamePerson, personKey, type Actor } from '#event-sourcing';
import type { CaseEvent, CaseEventType } from '../../case/events.ts';
import type { House } from './house.ts';
import { MANUALS } from './manuals.ts';
import { mattersOf } from './matters.ts';
import { complainedAbout, isOf, sinceReopened, siteOf } from './past.ts';
import type { Watch } from './walk.ts';
import type { Deed } from './world.ts';

/** Which decision on record is enough for those below to carry it out (AUT-4, AUT-6). */
type CoveredBy = 'nothing' | 'rulings' | 'anything';

/** Facts that settle something about a matter. */
const DECIDES: Readonly<Partial<Record<CaseEventType, CoveredBy>>> = {
  InvestigationConcluded: 'rulings',
  SolutionOffered: 'anything',
  CompensationGranted: 'anything',
  CaseResolved: 'anything',
  CaseClosed: 'anything',
  MergeStarted: 'rulings',
  CaseDeclaredInadmissible: 'nothing',
};

/** Facts that may take a matter away from the level that decides on it. */
const TAKES_AWAY: ReadonlySet<string> = new Set<CaseEventType>([
  'SeverityChanged', 'CategoryChanged', 'IntakeCorrected', 'SensitiveFlagCleared',
]); // prettier-ignore

const MONEY: ReadonlySet<string> = new Set<CaseEventType>([
  'CompensationGranted', 'CompensationRequestRefused', 'CompensationReversed', 'OfferAuthorised', 'PlanApproved',
  'PlanSentBack', 'SolutionOffered',
]); // prettier-ignore

/** AUT-3, AUT-6, INV-4: nothing is decided below the level that the matter needs, unless that level has decided. */
export const nobodyDecidesAboveThemselves: Watch = {
  deed(deed, { house, now }) {
    const scale = new Scale(house);
    scale.held(deed, now);
    for (const [index, event] of deed.events.entries()) {
      const before = [...deed.before, ...deed.events.slice(0, index)];
      scale.weigh(event, before, deed);
    }
  },
};

/** What is worth nothing was judged by whoever offered it; that it was accepted judges nobody any more (INV-4, SOL-1). */
const isOnlyReceived = (event: CaseEvent, command: string): boolean =>
  command === 'AcceptSolution' && isOf(event, 'CompensationGranted') && event.data.worth?.minor === 0;

class Scale {
  readonly #house: House;
  constructor(house: House) {
    this.#house = house;
  }

  weigh(event: CaseEvent, before: readonly CaseEvent[], { actor, command }: Deed): void {
    const need = this.#need(before);
    const acting = this.#rank(actor.role);
    const says = (what: string): string =>
      `${what}: ${command.type} by ${actor.id} as ${actor.role}, needed ${String(need)}`;
    // By a rule and not by anybody: a time that ran out.
    const isByHand = !isOf(event, 'SeverityChanged') || event.data.cause === 'decision';
    if (TAKES_AWAY.has(event.type) && isByHand && this.#need([...before, event]) < need && acting < need)
      throw new Error(says(`AUT-3 ${event.type} takes the matter away from its level`));
    const coveredBy = DECIDES[event.type];
    if (coveredBy === undefined) return;
    if (Math.max(acting, this.#decided(before, coveredBy)) < need)
      throw new Error(says(`AUT-3 ${event.type} below the level of the matter`));
    if (!isOnlyReceived(event, command.type) && !this.#isAboveWhomItIsAbout(acting, before))
      throw new Error(says(`INV-4 ${event.type} not above the level complained about`));
  }

  #isAboveWhomItIsAbout(acting: number, before: readonly CaseEvent[]): boolean {
    const about = this.#about(before);
    const isTop = about === this.#house.procedure.ladder.length - 1;
    return about < 0 || acting > about || (isTop && acting === about);
  }

  /** AUT-1: whoever acts in a level holds it there, or stands in for somebody who does. */
  held({ actor, before, events }: Deed, now: string): void {
    if (events.length === 0 || this.#rank(actor.role) < 0) return;
    const holder = actor.deputyFor ?? actor.id;
    const { organisation, procedure } = this.#house;
    // Whoever opens a case does so where they work, or for the place that it is about.
    const own = organisation.people.get(personKey(actor.id))?.places.at(-1)?.site;
    const opened = events.some((event) => isOf(event, 'ComplaintLogged')) ? siteOf(events) : undefined;
    const known = siteOf(before);
    const sites = known === undefined ? [own, opened] : [known];
    const holds = organisation.people
      .get(personKey(holder))
      ?.posts.some(
        ({ procedure: of, level, site }) =>
          of === procedure.id && level === actor.role && (site === undefined || sites.includes(site)),
      );
    if (holds !== true || !this.#standsInFor(actor, now))
      throw new Error(`AUT-1 ${actor.id} acts as ${actor.role}, which they do not hold`);
  }

  #standsInFor({ id, deputyFor }: Actor, now: string): boolean {
    return (
      deputyFor === undefined ||
      this.#house.organisation.deputies.some(
        (each) =>
          isSamePerson(each.deputy, id) &&
          isSamePerson(each.forPerson, deputyFor) &&
          each.from <= now &&
          now < each.until,
      )
    );
  }

  #rank = (level: string | undefined): number =>
    this.#house.procedure.ladder.findIndex(({ id }) => id === level);

  #need(events: readonly CaseEvent[]): number {
    const { id } = this.#house.procedure;
    const manual = MANUALS[id];
    if (manual === undefined) throw new Error(`say in MANUALS who decides under ${id}`);
    const about = this.#about(events);
    const levels = mattersOf(events).flatMap((matter) => manual(matter, about));
    return Math.max(-1, ...levels.map((level) => this.#rank(level)));
  }

  /** The highest level at which somebody complained about stands anywhere. */
  #about(events: readonly CaseEvent[]): number {
    const { organisation, procedure } = this.#house;
    const held = complainedAbout(events).flatMap((person) => organisation.people.get(person)?.posts ?? []);
    return Math.max(
      -1,
      ...held.flatMap((post) => (post.procedure === procedure.id ? [this.#rank(post.level)] : [])),
    );
  }

  /** The highest level that has decided since the case was opened or reopened. */
  #decided(events: readonly CaseEvent[], coveredBy: CoveredBy): number {
    if (coveredBy === 'nothing') return -1;
    const ranks = sinceReopened(events).flatMap((event): readonly number[] => {
      const acting = this.#rank(event.metadata.actor.role);
      if (isOf(event, 'EscalationDecided'))
        return coveredBy === 'anything' || !byMoney(event.data.decision)
          ? [acting, this.#rank(event.data.level)]
          : [];
      if (isOf(event, 'CaseResolved')) return [acting];
      if (isOf(event, 'ValidityAssessed')) return event.data.valid ? [] : [acting];
      if (coveredBy !== 'anything') return [];
      if (event.type === 'CaseDeclaredInadmissible') return [acting];
      if (isOf(event, 'PlanApproved')) return [acting, this.#rank(event.data.level)];
      return MONEY.has(event.type) ? [acting] : [];
    });
    return Math.max(-1, ...ranks);
  }
}

const byMoney = (decision: string): boolean => [...MONEY].some((type) => decision.endsWith(`: ${type}`));

import {
  foundBy,
  isSamePerson,
  personKey,
  type CollectionSpec,
  type Instant,
  type Projection,
} from '#event-sourcing';
import { evolveOutline, type CaseOutline } from '../case-outline.ts';
import { changesOnlyClocks } from '../case/evolve.ts';
import type { CaseEvent, RecordedCaseEvent } from '../case/events.ts';
import type { Money, RemedyKind } from '../case/events/fields.ts';
import { isOwed } from '../case/remedies/remedy.ts';
import { owesAnswers } from '../case/rules/closing.ts';
import { isToBeTold } from '../case/rules/merged-complainants.ts';
import { regulatorsOwed } from '../case/rules/regulators.ts';
import { isOver } from '../case/stage-policy.ts';
import { evolveRunningClock, isClockEvent, type RunningClock } from '../reading/running-clock.ts';
import { caseKeys } from '../recorded-case-event.ts';
import { openCase } from './open-case.answer.ts';

/**
 * A case in the lists of operations staff (REP-1), without personal data. The document of an ended case is kept with
 * `open: false`, because a fold sees only events: a removed document could not come back when the case is reopened
 * (OUT-6). So lists ask for `open: true`.
 */
export interface OpenCase extends CaseOutline {
  /** Also of an ended case, as long as something is owed (OUT-5). */
  readonly open: boolean;
  /** By which an owner is found, however their id was typed (D23). */
  readonly ownerKey?: string;
  /** It was handed over with others, and its owner has not changed since (DIS-5). */
  readonly handOver?: { readonly id: string; readonly from?: string; readonly to: string };
  /** Something is granted and neither delivered nor taken back (SOL-6). */
  readonly owing: boolean;
  readonly owed: readonly Owed[];
  /** Somebody may have to decide: a level was asked, a sum or more time was requested, a plan is prepared. Whether they do, the case says. */
  readonly asksForDecision: boolean;
  /** Earliest due time among the running clocks that can be missed; a missed one stays until the matter is done. */
  readonly nextDueAt?: string;
  readonly nextDueClock?: string;
  /** Of the clocks that are not missed yet: what comes next. */
  readonly comingAt?: Instant;
  /** Some clock was missed, and what it waits for is not done yet. */
  readonly breached: boolean;
  readonly breachedClocks: readonly string[];
  /** The running ones. */
  readonly clocks: readonly RunningClock[];
  /** Of the last event that concerns the case. */
  readonly updatedAt: Instant;
}

/** What the case owes: the grant, and what it is worth where anybody can tell. */
interface Owed {
  readonly grant?: string;
  readonly kind: RemedyKind;
  readonly worth?: Money;
}

const FILTERS = ['ownerKey', 'department', 'severity', 'stage', 'breached', 'owing', 'procedure'] as const;

export const OPEN_CASES: CollectionSpec = {
  name: 'open-cases',
  version: 12,
  ...foundBy(openCase, {
    indexes: [
      ['open', 'nextDueAt'],
      ...FILTERS.map((field) => ['open', field, 'nextDueAt']),
      ['open', 'comingAt'],
      ['open', 'asksForDecision', 'nextDueAt'],
      ['handOver.id'],
      ['open', 'ownerKey', 'comingAt'],
      ['open', 'receivedAt'],
      ['open', 'updatedAt'],
      ['parts.ending', 'updatedAt'],
      ['updatedAt'],
    ],
    hidden: { ownerKey: 'text' },
    filters: ['owner', 'category', 'level', 'channel', 'contactKind', 'reopened'],
  }),
};

export const openCasesProjection: Projection<OpenCase, CaseEvent> = {
  collection: OPEN_CASES,
  keys: caseKeys,
  evolve(document, event, caseId) {
    // Most events are about clocks: the outline need not be folded again.
    if (document !== undefined && document.stage !== 'awaitingCallback' && changesOnlyClocks(event))
      return withClocks(document, event);
    const outline = evolveOutline(document, event, caseId);
    if (outline === undefined) return undefined;
    const clocks = evolveRunningClocks(document?.clocks ?? [], event);
    const owed = owedOf(outline);
    return {
      ...outline,
      open: owed.length > 0 || isOpen(outline),
      ...(outline.owner !== undefined && { ownerKey: personKey(outline.owner) }),
      ...handedOver(document, event, outline),
      ...{ owing: owed.length > 0, owed, asksForDecision: asksForDecision(outline) },
      ...summary(clocks),
      clocks,
      updatedAt: event.metadata.recordedAt,
    };
  },
};

function handedOver(
  document: OpenCase | undefined,
  event: CaseEvent,
  { owner }: CaseOutline,
): Pick<OpenCase, 'handOver'> {
  if (event.type !== 'OwnerAssigned') return document?.handOver ? { handOver: document.handOver } : {};
  const { handOver: id, owner: to, previousOwner: from } = event.data;
  // Told late, it may change no owner.
  if (id === undefined || !isSamePerson(owner, to)) return {};
  return { handOver: { id, to, ...(from !== undefined && { from }) } };
}

const asksForDecision = ({ levelAwaited, extensionsAsked = [], remedies, parts }: CaseOutline): boolean =>
  levelAwaited === true ||
  extensionsAsked.some(({ answered }) => answered !== true) ||
  remedies.some(({ status }) => status === 'requested') ||
  parts.options.some(({ status }) => status === 'prepared');

const owedOf = ({ remedies }: CaseOutline): readonly Owed[] =>
  remedies.filter(isOwed).map(({ grant, remedy: { kind }, worth }) => ({
    ...(grant && { grant }),
    kind,
    ...(worth && { worth }),
  }));

function withClocks(document: OpenCase, event: RecordedCaseEvent): OpenCase {
  const clocks = evolveRunningClocks(document.clocks, event);
  const updatedAt = event.metadata.recordedAt;
  if (clocks === document.clocks) return { ...document, updatedAt };
  const { nextDueAt: _at, nextDueClock: _clock, comingAt: _coming, ...others } = document;
  return { ...others, ...summary(clocks), clocks, updatedAt };
}

/** An abandoned contact is open until it is ended or the complaint is logged; one that was turned down or withdrawn until all know. */
const isOpen = ({ contactKind, stage, parts }: CaseOutline): boolean =>
  contactKind === undefined
    ? stage === 'awaitingCallback'
    : !isOver(parts) || (owesAnswers(parts) && owesNews(parts));

const owesNews = ({ regulators, takenOver, contact }: CaseOutline['parts']): boolean =>
  contact !== undefined ||
  regulatorsOwed({ regulators }).length > 0 ||
  takenOver.some((each) => isToBeTold(each) && !each.outcome.told && each.outcome.exhausted !== true);

function evolveRunningClocks(clocks: readonly RunningClock[], event: CaseEvent): readonly RunningClock[] {
  if (!isClockEvent(event)) return clocks;
  const at = clocks.findIndex(({ clock }) => clock === event.data.clock);
  const next = evolveRunningClock(clocks[at], event);
  const added = next === undefined ? [] : [next];
  return at < 0 ? [...clocks, ...added] : clocks.toSpliced(at, 1, ...added);
}

/** A paused clock cannot fall due, and a promotion is not a deadline to be kept (CLK-8). */
function summary(
  clocks: readonly RunningClock[],
): Pick<OpenCase, 'nextDueAt' | 'nextDueClock' | 'comingAt' | 'breached' | 'breachedClocks'> {
  const due = clocks
    .filter(({ onDue, paused, breached }) => onDue === 'breach' && (breached || !paused))
    .toSorted((left, right) => (left.dueAt < right.dueAt ? -1 : left.dueAt > right.dueAt ? 1 : 0));
  const [next] = due;
  const coming = due.find(({ breached }) => !breached);
  const breachedClocks = clocks.filter(({ breached }) => breached).map(({ clock }) => clock);
  return {
    ...(next && { nextDueAt: next.dueAt, nextDueClock: next.clock }),
    ...(coming && { comingAt: coming.dueAt as Instant }),
    breached: breachedClocks.length > 0,
    breachedClocks,
  };
}

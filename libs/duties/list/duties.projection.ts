import {
  answer,
  foundBy,
  isInstant,
  type CollectionSpec,
  type Instant,
  type Projection,
  type RecordedEvent,
} from '#event-sourcing';
import { dutyIdOfStream, seriesOf } from '../duty/duty-id.ts';
import type { DutyEvent, DutyOpened, NotReviewed } from '../duty/events.ts';
import { dutyFields } from './duty.answer.ts';
import { weekOf } from './week.ts';

/** One turn of a duty in the lists, and for the scheduler. What people wrote stands in its history only. */
export interface DutyDocument extends Omit<DutyOpened, 'procedure'> {
  readonly dutyId: string;
  /** What the turns of one duty at one place have in common. */
  readonly series: string;
  /** Id of the procedure. */
  readonly procedure: string;
  readonly procedureVersion: number;
  /** ISO week of the local date, `2026-W48`. */
  readonly week: string;
  /** Level or department that owes it. */
  readonly owner: string;
  readonly status: 'open' | 'done' | 'excused';
  readonly warned: boolean;
  /** The time was over before it was done or excused. */
  readonly missed: boolean;
  readonly missedAt?: Instant;
  /** Who owed it at the due time. */
  readonly responsible?: readonly string[];
  readonly notReviewed?: NotReviewed;
  readonly takenUpBy?: string;
  /** Who did or excused it, and when. */
  readonly endedBy?: string;
  readonly endedAt?: Instant;
  /** Cases that were reviewed, or checked with what was found. */
  readonly reviewed: readonly string[];
  readonly drawn?: readonly string[];
  readonly seed?: string;
  readonly pool?: { readonly count: number; readonly hash: string };
  readonly checked: readonly Checked[];
  /** When the scheduler has to act next; absent: not any more. */
  readonly wakeAt?: string;
}

interface Checked {
  readonly caseId: string;
  readonly result: 'sound' | 'faulty';
}

export const DUTIES: CollectionSpec = {
  name: 'duties',
  version: 1,
  ...foundBy(answer.object(dutyFields), {
    indexes: [
      ['wakeAt'],
      ['series', 'opensAt'],
      ['dueAt'],
      ...['status', 'missed', 'procedure', 'site', 'owner', 'week', 'work'].map((each) => [each, 'dueAt']),
    ],
    filters: ['duty'],
    hidden: { series: 'text', wakeAt: 'text' },
  }),
};

/** A document for each turn. */
export const dutiesProjection: Projection<DutyDocument, DutyEvent> = {
  collection: DUTIES,
  keys({ stream }) {
    const dutyId = dutyIdOfStream(stream);
    return dutyId === undefined ? [] : [dutyId];
  },
  evolve(document, event, dutyId) {
    const changed = document === undefined ? begun(event, dutyId) : after(document, event);
    return changed && withWakeAt(changed);
  },
};

function begun({ type, data }: DutyEvent, dutyId: string): DutyDocument | undefined {
  if (type !== 'DutyOpened') return undefined;
  const { procedure, owedBy, ...opened } = data;
  const { duty, site, date } = data;
  const name = { procedure: procedure.id, duty, ...(site !== undefined && { site }) };
  return {
    ...{ ...opened, owedBy, dutyId, series: seriesOf(name), week: weekOf(date) },
    ...{ procedure: procedure.id, procedureVersion: procedure.version },
    owner: 'level' in owedBy ? owedBy.level : owedBy.department,
    ...{ status: 'open', warned: false, missed: false, reviewed: [], checked: [] },
  };
}

function after(document: DutyDocument, { type, data, metadata }: RecordedEvent<DutyEvent>): DutyDocument {
  const { happenedAt, recordedAt, actor } = metadata;
  const ended = { endedBy: actor.id, endedAt: isInstant(happenedAt) ? happenedAt : recordedAt };
  switch (type) {
    case 'DutyWarned':
      return { ...document, warned: true };
    case 'DutyMissed': {
      const { responsible, notReviewed } = data;
      const missed = { missed: true, missedAt: data.dueAt as Instant, responsible };
      return { ...document, ...missed, ...(notReviewed && { notReviewed }) };
    }
    case 'DutyTakenUp':
      return { ...document, takenUpBy: actor.id };
    case 'DutyCompleted': {
      const { notReviewed } = data;
      return { ...document, ...ended, status: 'done', ...(notReviewed && { notReviewed }) };
    }
    case 'DutyExcused':
      return { ...document, ...ended, status: 'excused' };
    case 'LoggedCaseReviewed':
      return { ...document, reviewed: [...document.reviewed, data.case] };
    case 'CasesDrawn':
      return { ...document, ...data };
    case 'DrawnCaseChecked':
      return { ...document, checked: withChecked(document.checked, data.case, data.result) };
    default:
      return document;
  }
}

/** What was checked again is as it was found last. */
const withChecked = (
  checked: readonly Checked[],
  caseId: string,
  result: Checked['result'],
): readonly Checked[] => [...checked.filter((each) => each.caseId !== caseId), { caseId, result }];

function withWakeAt({ wakeAt: _, ...turn }: DutyDocument): DutyDocument {
  const { work, drawn, status, missed, warned, opensAt, warnAt, dueAt } = turn;
  if (work === 'spotCheck' && drawn === undefined) return { ...turn, wakeAt: opensAt };
  if (status !== 'open' || missed) return turn;
  return { ...turn, wakeAt: warned || warnAt === undefined || warnAt > dueAt ? dueAt : warnAt };
}

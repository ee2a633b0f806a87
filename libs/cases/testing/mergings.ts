import type { CaseClock } from '../case/clock-state.ts';
import type { CaseEventData } from '../case/events.ts';
import { MERGING } from './stages.ts';
import { GENERAL_MANAGER, story, STORY_CASE, type Story } from './story.ts';

/** A story that takes over what a story left: the merged case goes by the number that every story has. */
export const MERGED = STORY_CASE;
export const FIRST_MORNING = '2026-09-01T09:00:00+08:00';
export const MINOR = { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' } as const;

const { reason } = MERGING;

export type Carries = CaseEventData<'MergeStarted'>['carries'];

/** What the case leaves to the one that takes it over. */
export const left = (told: Story): Carries =>
  told
    .letting(GENERAL_MANAGER, 'MergeCase', MERGING)
    .last('MergeStarted')
    .flatMap(({ carries }) => carries);

/** Somebody of the highest level. */
const byTop = ({ procedure }: Story) => ({ id: 'top-1', role: procedure.ladder.at(-1)?.id ?? '' });

/** May be refused. */
export const takingOver = (told: Story, carries: Carries): Story =>
  told.do('TakeOverCase', { from: MERGED, merge: 'M1', reason, by: byTop(told), carries });
export const takeOver = (told: Story, carries: Carries): Story => takingOver(told, carries).accepted();
export const giveBack = (told: Story): Story =>
  told.do('ReleaseTakeOver', { from: MERGED, merge: 'M1', reason, cases: [MERGED] }).accepted();

export const openedAt = (at: string, data = {}): Story => story().at(at).opened(data);
export const classifiedAt = (at = FIRST_MORNING): Story => openedAt(at).do('ClassifyCase', MINOR).accepted();
export const findClock = (told: Story, name: string): CaseClock | undefined =>
  told.record.clocks.clocks.find((each) => each.clock === name);
export const missedClocks = (told: Story): readonly string[] =>
  told.record.clocks.clocks
    .filter(({ breached, status }) => breached && status === 'running')
    .map((each) => each.clock);

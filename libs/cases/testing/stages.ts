import { instantOf, millisOf } from '#event-sourcing';
import type { Stage } from '../case/state.ts';
import {
  AFFAIRS_SUPERVISOR,
  ENGINEER,
  GENERAL_MANAGER,
  RECEIVER,
  residentialProperty,
  story,
  type Character,
  type Story,
} from './story.ts';

/** Somebody who has not handled the case, for follow-ups (OUT-3). */
export const CALLER: Character = { id: 'caller-1', roles: ['follow-up'] };

/** Nothing was wrong, and nobody is to blame. */
export const UNFOUNDED = {
  outcome: 'notSubstantiated',
  responsibility: 'complainant',
  rootCause: 'unfounded',
  explanation: 'It runs.',
} as const;

type Step = (told: Story) => Story;

/** LIF-1, one stage after the other; the department still has the form when the complainant is content. */
const PATH: readonly (readonly [Stage, Step])[] = [
  ['received', (told) => told.opened()],
  [
    'classified',
    (told) =>
      told.do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' }),
  ],
  ['dispatched', (told) => told.do('DispatchCase', {}).letting(ENGINEER, 'SignReceipt', { dispatch: 'D1' })],
  [
    'investigated',
    (told) =>
      told.letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', {
        ...{ outcome: 'substantiated', responsibility: 'organisation', rootCause: 'facility' },
        explanation: 'The door sensor was worn out.',
      }),
  ],
  [
    'solutionOffered',
    (told) =>
      told
        .do('PrepareSolutions', {
          options: [{ description: 'Repair today' }, { description: 'Replace the sensor' }],
        })
        .letting(AFFAIRS_SUPERVISOR, 'OfferSolution', { method: 'phone' }),
  ],
  [
    'solutionRejected',
    (told) => told.do('RejectSolution', { option: 'S1', objection: 'It will fail again.' }),
  ],
  [
    'accepted',
    (told) =>
      told
        .letting(AFFAIRS_SUPERVISOR, 'OfferSolution', { method: 'phone' })
        .do('AcceptSolution', { option: 'S2' }),
  ],
  ['implemented', (told) => told.do('ImplementSolution', {})],
  ['resolved', (told) => told.do('ResolveCase', { summary: 'The sensor was replaced.' })],
  [
    'outcomeNotified',
    (told) =>
      told.do('NotifyOutcome', {
        ...{ to: 'complainant', method: 'phone', summary: 'The lift runs again.', written: false },
      }),
  ],
  [
    'followedUp',
    (told) =>
      told.by(CALLER).do('RecordFollowUp', { method: 'phone', reached: true, satisfaction: 5 }).by(RECEIVER),
  ],
  [
    'closed',
    (told) => told.do('HandBackForm', { dispatch: 'D1', summary: 'Sensor replaced' }).do('CloseCase', {}),
  ],
  ['archived', (told) => told.do('ArchiveCase', {})],
];

const SIDE_PATHS: Partial<Record<Stage, Step>> = {
  awaitingCallback: (told) =>
    told.do('RecordAbandonedContact', {
      procedure: { id: residentialProperty.id, version: residentialProperty.version },
      ...{ channel: 'phone', phone: '13800000000', waitedSeconds: 90 },
    }),
  inadmissible: (told) =>
    told.opened().letting(AFFAIRS_SUPERVISOR, 'DeclareInadmissible', { ground: 'in-court', method: 'phone' }),
  withdrawn: (told) =>
    told.opened().letting(AFFAIRS_SUPERVISOR, 'WithdrawCase', { reason: 'It works again.' }),
  merged: (told) => merged(told.opened()),
};

export const MERGING = { into: '7F3K-9M2Q-X4TB', reason: 'The same lift' };

/** Merged into another case, which has taken it over. */
export const merged = (told: Story): Story =>
  told
    .letting(AFFAIRS_SUPERVISOR, 'MergeCase', MERGING)
    .do('CompleteMerge', { ...MERGING, merge: `M${String(told.record.merges)}` })
    .accepted();

const MINUTE = 60_000;

/** A minor complaint about a lift under `residential-property`, told until it reaches the stage; a minute for each. */
export function storyAt(stage: Stage): Story {
  const told = story();
  const side = SIDE_PATHS[stage];
  if (side) return later(side(told)).accepted();
  const length = PATH.findIndex(([reached]) => reached === stage) + 1;
  return PATH.slice(0, length)
    .reduce((so, [, step]) => later(step(so)), told)
    .accepted();
}

/** A minute passes. */
export const later = (told: Story, minutes = 1): Story =>
  told.at(instantOf(millisOf(told.now) + minutes * MINUTE));

/** An invalid complaint that came this way, explained and resolved. */
export const resolvedFor = (channel: 'regulator' | 'letter'): Story =>
  story()
    .opened({ channel })
    .do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' })
    .letting(GENERAL_MANAGER, 'AssessValidity', { valid: false, reason: 'Not ours' })
    .do('ExplainInvalidity', { method: 'letter', explanation: 'The city owns it', accepted: true })
    .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'The sensor was replaced.' })
    .accepted();

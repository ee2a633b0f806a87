import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { runs } from '#event-sourcing/testing';
import { highestLevelOf, levelRank, requiredLevel } from '#procedures';
import { arbitraryCommand } from '../testing/arbitrary-commands.ts';
import { later } from '../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR, ENGINEER, GENERAL_MANAGER, OFFICE_DIRECTOR, RECEIVER, residentialProperty, story,
  type Character, type Story,
} from '../testing/story.ts'; // prettier-ignore
import { caseCommands, type CaseCommand } from './commands.ts';
import type { CaseEvent, CaseEventType } from './events.ts';
import { matterOf } from './matter.ts';

/** Complained about; holds every role in turn. */
const RESPONDENT_ID = 'guard-7';
const LADDER = [AFFAIRS_SUPERVISOR, OFFICE_DIRECTOR, GENERAL_MANAGER];
const person: fc.Arbitrary<Character> = fc.oneof(
  fc.constantFrom(RECEIVER, ENGINEER, ...LADDER),
  fc.constantFrom(...LADDER).map(({ roles }) => ({ id: ' Guard-7', roles })),
);

/** Facts that settle something about the matter. */
const SETTLING = [
  'InvestigationConcluded', 'SolutionOffered', 'OfferAuthorised', 'CompensationGranted', 'CompensationReversed',
  'CaseResolved', 'CaseClosed',
  'CaseReopened', 'CaseDeclaredInadmissible', 'PlanApproved',
] as const satisfies readonly CaseEventType[]; // prettier-ignore
const settling: ReadonlySet<string> = new Set(SETTLING);

const rank = (level: string): number => levelRank(residentialProperty, level);
const rankOf = ({ roles }: Character): number =>
  rank(highestLevelOf(residentialProperty, roles.slice(0, 1)) ?? '');

// Mostly what a case is made of, so that stories get somewhere.
const step = fc.record<{ who: Character; command: CaseCommand }>({
  who: person,
  command: fc.oneof(
    fc
      .constantFrom(...caseCommands.filter(({ who }) => who.sentBy === 'staff').map(({ name }) => name))
      .chain((type) => arbitraryCommand(type)),
    ...(
      [
        'ConcludeInvestigation', 'PrepareSolutions', 'OfferSolution', 'AcceptSolution', 'RejectSolution', 'ResolveCase',
        'EscalateToManager', 'DecideEscalation', 'ReturnEscalation', 'GrantCompensation', 'ChangeSeverity', 'CloseCase',
      ] as const
    ).map((type) => arbitraryCommand(type)), // prettier-ignore
  ),
});
const severity = fc.constantFrom(
  ['minor', 'small-inconvenience'] as const, ['important', 'service-fault'] as const, ['major', 'serious-loss'] as const,
); // prettier-ignore
const script = fc.record({
  severity,
  /** How often the case has gone up before. */
  escalations: fc.integer({ min: 0, max: 3 }),
  steps: fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
});

type Script = typeof script extends fc.Arbitrary<infer Value> ? Value : never;

interface Before {
  readonly events: readonly CaseEvent[];
  readonly need: number;
  readonly about: string | undefined;
}

/** Tells the script of a case about the guard; the check sees every command that was not refused. */
function tell(
  { severity: [name, criterion], escalations, steps }: Script,
  check: (told: Story, who: Character, before: Before) => void,
): void {
  const told = story()
    .opened({ respondents: [{ kind: 'person', staffId: RESPONDENT_ID }] })
    .do('ClassifyCase', { category: 'lift', severity: name, criterion })
    .accepted();
  for (let level = 0; level < escalations; level += 1)
    later(told)
      .do('EscalateToManager', { reason: 'authority', explanation: 'Above me', complainantTold: true })
      .accepted();
  for (const { who, command } of steps) {
    const before: Before = {
      events: told.events,
      need: needed(told),
      about: told.record.respondents[0]?.staffId,
    };
    const isRefused = later(told).by(who).do(command.type, command.data).lastRefusal !== undefined;
    if (!isRefused) check(told, who, before);
  }
}

const needed = ({ record }: Story): number =>
  rank(requiredLevel(residentialProperty, matterOf(record)).level);

/** The highest level that has settled anything since the case was opened or last reopened, by the history alone. */
const highestDecided = (events: readonly CaseEvent[]): number => {
  const since = events.slice(events.findLastIndex(({ type }) => type === 'CaseReopened') + 1);
  const levels = since
    .filter(({ type }) => settling.has(type) || type === 'EscalationDecided' || type === 'ValidityAssessed')
    .flatMap(({ data, metadata }) => [metadata.actor.role, 'level' in data ? data.level : '']);
  return Math.max(-1, ...levels.map(rank));
};

/** The level whose answer is awaited, by the history alone; −1 when none is. */
function askedLevel(events: readonly CaseEvent[]): number {
  const last = events.findLast(({ type }) =>
    ['EscalatedToManager', 'EscalationDecided', 'EscalationReturned', 'CaseResolved'].includes(type),
  );
  return last?.type === 'EscalatedToManager' ? rank(last.data.to) : -1;
}

const settles = ({ lastEvents }: Story): boolean => lastEvents.some(({ type }) => settling.has(type));

describe('whoever does whatever', () => {
  it('INV-4 nobody acts on a complaint about themselves', () => {
    fc.assert(
      fc.property(script, (told) => {
        tell(told, (so, who, { about }) => {
          if (who.id === ' Guard-7' && about === RESPONDENT_ID) expect(so.lastTypes).toEqual([]);
        });
      }),
      { numRuns: runs(60) },
    );
  });

  it('AUT-3 AUT-6 nothing is settled below the level that the matter needs, unless that level has decided', () => {
    fc.assert(
      fc.property(script, (told) => {
        tell(told, (so, who, { events, need }) => {
          if (settles(so)) expect(Math.max(rankOf(who), highestDecided(events))).toBeGreaterThanOrEqual(need);
        });
      }),
      { numRuns: runs(60) },
    );
  });

  it('AUT-4 while a level is asked nobody below it settles anything', () => {
    fc.assert(
      fc.property(script, (told) => {
        tell(told, (so, who, { events }) => {
          if (settles(so)) expect(rankOf(who)).toBeGreaterThanOrEqual(askedLevel(events));
        });
      }),
      { numRuns: runs(60) },
    );
  });
});

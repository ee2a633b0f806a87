import {
  commandId,
  createCodec,
  contractsOf,
  eventId,
  instant,
  isRefusal,
  personKey,
  stampMetadata,
  type CommandActor,
  type Instant,
} from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { caseDecider, evolve, noCase, type CaseEvent, type CaseEventType, type CaseState } from '#cases';
import { nobodyYet, type Organisation, type Person, type Post } from '#organisation';
import type { ProcedureRegistry } from '#procedures';
import { improvementAggregate } from '../improvement.aggregate.ts';
import type { IssueCommand } from '../issue/commands.ts';
import { issueEventSchemas, type IssueEvent } from '../issue/events.ts';
import { newIssueId } from '../issue/issue-id.ts';
import { noIssue, type IssueState } from '../issue/state.ts';
import { neverHappened, type Entry, type RecurrenceState } from '../recurrence/state.ts';
import { procedures } from './streams.ts';

const EVER = instant('2020-01-01T00:00:00Z');
const PROPERTY = 'residential-property';

const person = (id: string, post?: Partial<Post>): Person => ({
  ...{ id, name: id, presences: [{ from: EVER }], places: [{ from: EVER, departments: [] }] },
  posts: post === undefined ? [] : [{ procedure: PROPERTY, level: '', from: EVER, ...post }],
});

/** Whoever is called after a level holds it everywhere, `hill` leads at the other site only, and `fitter` does things. */
export const company: Organisation = {
  ...nobodyYet,
  people: new Map(
    [
      person('director', { level: 'office-director' }),
      person('second', { level: 'office-director' }),
      person('manager', { level: 'general-manager' }),
      person('supervisor', { level: 'affairs-supervisor' }),
      person('front', { level: 'frontline' }),
      person('hill', { level: 'office-director', site: 'hill' }),
      person('elsewhere', { level: 'owner', procedure: 'small-shop' }),
      person('fitter'),
      person('deputy'),
      person('stand-in'),
    ].map((each) => [personKey(each.id), each]),
  ),
  deputies: [
    { deputy: 'deputy', forPerson: 'fitter', from: EVER, until: instant('2030-01-01T00:00:00Z') },
    { deputy: 'second', forPerson: 'fitter', from: EVER, until: instant('2030-01-01T00:00:00Z') },
    { deputy: 'stand-in', forPerson: 'director', from: EVER, until: instant('2030-01-01T00:00:00Z') },
  ],
};

export interface CaseTold {
  readonly type: CaseEventType;
  readonly data: object;
}

/** A complaint of the procedure as it stands after these events. */
export function caseOf(...events: readonly CaseTold[]): CaseState {
  const logged = {
    type: 'ComplaintLogged',
    data: {
      procedure: { id: PROPERTY, version: 1 },
      ...{ contactKind: 'complaint', channel: 'phone', description: 'The lift', receivedBy: 'front' },
      complainant: { kind: 'individual', anonymous: true },
    },
  };
  return [logged, ...events]
    .map((each) => stampMetadata(each, { ...anyStamp, happenedAt: anyStamp.recordedAt }) as CaseEvent)
    .reduce(evolve, caseDecider.initialState);
}

export const counted = (...days: readonly string[]): RecurrenceState => ({
  ...neverHappened,
  entries: days.map((day, index): Entry => ({
    ...{ case: `C${String(index)}`, millis: Date.parse(day), noted: 1, counts: true },
  })),
});

interface Sent {
  readonly by?: string;
  readonly role?: string;
  readonly at?: Instant;
  readonly happenedAt?: Instant;
}

const codec = createCodec(contractsOf(issueEventSchemas));
export const NOON = instant('2026-11-02T04:00:00Z');

/** One issue, and what comes of commands to it: as the aggregate carries them out, without a store. */
export class IssueWorld {
  state: IssueState = noIssue;
  readonly events: IssueEvent[] = [];
  #sent = 0;

  constructor(
    readonly issueId = newIssueId('test'),
    readonly looks: {
      readonly cases?: Readonly<Record<string, CaseState>>;
      readonly counted?: RecurrenceState;
      readonly procedures?: ProcedureRegistry;
    } = {},
  ) {}

  /** The types of the events, or the code of the refusal. */
  async send(
    command: IssueCommand,
    { by, role, at = NOON, happenedAt }: Sent = {},
  ): Promise<readonly string[] | string> {
    const actor: CommandActor =
      by === undefined
        ? { id: 'recurrence', role: 'system' }
        : { id: by, ...(role !== undefined && { role }) };
    const id = commandId('issue', (this.#sent += 1));
    const prepared = await improvementAggregate.prepare(
      { id: this.issueId, command, actor, commandId: id, ...(happenedAt && { happenedAt }) },
      {
        organisation: () => Promise.resolve(company),
        procedures: {
          ...(this.looks.procedures ?? procedures),
          know: () => Promise.resolve(),
          current: () => Promise.resolve([]),
        },
        stateOf: (caseId) => Promise.resolve(this.looks.cases?.[caseId] ?? noCase),
        recurrenceOf: () => Promise.resolve(this.looks.counted ?? neverHappened),
      },
    );
    const stamp = { ...anyStamp, commandId: id, recordedAt: at, happenedAt: happenedAt ?? at };
    const context = prepared.context(at, this.state, stamp);
    if (isRefusal(context)) return context.code;
    const decision = improvementAggregate.decider.decide(command, this.state, context);
    if (isRefusal(decision)) return decision.code;
    for (const [index, draft] of decision.entries()) {
      const whole = { ...stamp, actor: context.actor, schemaVersion: codec.versionOf(draft.type) };
      const event = stampMetadata(draft, whole) as IssueEvent;
      codec.encode(event, eventId(id, index));
      this.events.push(event);
      this.state = improvementAggregate.decider.evolve(this.state, event);
    }
    return decision.map(({ type }) => type);
  }

  data(type: IssueEvent['type']): unknown {
    return this.events.findLast((each) => each.type === type)?.data;
  }
}

const OF = 'residential-property.same-matter-at-one-site.9f2c1d3b7a6e4f5089ab12cd34ef5678';

export const raise = (
  parts: Extract<IssueCommand, { type: 'RaiseIssue' }>['data']['recurrence']['parts'] = [
    { of: 'category', value: 'facilities/lift' },
    { of: 'site', value: 'garden-city' },
  ],
): IssueCommand => ({
  type: 'RaiseIssue',
  data: {
    procedure: { id: PROPERTY, version: 1 },
    recurrence: { of: OF, number: 1, rule: 'same-matter-at-one-site', parts, times: 3, withinDays: 30 },
    cases: ['C1', 'C2', 'C3'],
  },
});

export const decide = (more: object = {}): IssueCommand => ({
  type: 'DecideAction',
  data: { kind: 'immediate', what: 'Exchange the drives.', owner: 'fitter', ...more },
});
export const dismiss: IssueCommand = { type: 'DismissIssue', data: { reason: 'The building is given up.' } };
export const complete: IssueCommand = {
  type: 'CompleteAction',
  data: { action: 'A1', account: 'Exchanged.', evidence: ['order 7'] },
};
export const judge = (effective: boolean): IssueCommand => ({
  type: 'JudgeEffect',
  data: { action: 'A1', effective, reason: 'Looked.' },
});

/** Raised by a recurrence at Garden City. */
export async function raisedIssue(looks: IssueWorld['looks'] = {}): Promise<IssueWorld> {
  const world = new IssueWorld(`${OF}.1`, looks);
  await world.send(raise());
  return world;
}

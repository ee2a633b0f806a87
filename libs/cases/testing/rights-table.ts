import { commandId, isRefusal, type Actor, type Field, type Fields, type Refusal } from '#event-sourcing';
import { caseCommands } from '../case/commands.ts';
import type { CaseContext } from '../case/context.ts';
import { OPERATIONS, standingIn } from '../case/standing.ts';
import type { CaseEventDraft } from '../case/events.ts';
import type { CaseRecord } from '../case/state.ts';
import { notEntitled, type CaseWeight, type CaseWho } from '../case/who-policy.ts';
import { plainSecrets } from './plain-secrets.ts';
import {
  after,
  BEFORE,
  SOMEBODY,
  LEVELS,
  NOW,
  organisation,
  PARTAKER,
  procedure,
  SCENES,
} from './rights-scenes.ts';

/** Who acts, in what role, in which of the scenes. */
interface Relation {
  readonly by: Actor;
  readonly scene: CaseRecord;
  /** Everything in the case was done by this person. */
  readonly did?: Actor;
}

const frontLine = (id: string): Actor => ({ id, role: OPERATIONS });
const { low, middle, top, department } = LEVELS;
const { matter, decided, asked, aboutLevel } = SCENES;

/** Columns of the table: the relation of somebody to a case that needs the middle level of three. */
export const RELATIONS: Readonly<Record<string, Relation>> = {
  'of that level at another site': { by: { id: 'elsewhere', role: middle }, scene: matter },
  'complained about': { by: frontLine('respondent'), scene: matter },
  'stands in for them': { by: frontLine('stand-in'), scene: matter },
  'front line': { by: frontLine('front-line'), scene: matter },
  'of the department with the form': { by: frontLine('member'), scene: matter },
  'below the level needed': { by: { id: 'low', role: low }, scene: matter },
  'front line, the level has decided': { by: frontLine('front-line'), scene: decided },
  'the level needed': { by: { id: 'middle', role: middle }, scene: matter },
  'above it': { by: { id: 'top', role: top }, scene: matter },
  'above it, did all before': { by: PARTAKER, scene: matter, did: PARTAKER },
  'below the level asked': { by: { id: 'low', role: low }, scene: asked },
  'the level asked': { by: { id: 'middle', role: middle }, scene: asked },
  'of the level complained about': { by: { id: 'middle', role: middle }, scene: aboutLevel },
  'above the level complained about': { by: { id: 'top', role: top }, scene: aboutLevel },
};

interface Asked {
  readonly name: string;
  readonly who: CaseWho;
  readonly data: Fields;
  readonly weighs?: (data: never, state: CaseRecord, context: CaseContext) => CaseWeight;
  readonly decide: (data: never, state: never, context: CaseContext) => unknown;
}

/** What a command carries, where its examples would be about nothing in the scenes. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  ...{
    dispatch: 'D1',
    grant: 'G1',
    option: 'S1',
    request: 'R1',
    department,
    level: middle,
    manager: 'middle',
  },
  ...{ owner: 'front-line', to: 'front-line', category: 'facilities/leak', clock: 'resolve' },
};

/** Commands that weigh what they carry: once where it judges nothing or raises, once where it judges or lowers. */
const VARIANTS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  CorrectIntake: {
    'of what happened': { reason: 'x', description: 'The other lift' },
    'taking somebody off': { reason: 'x', respondents: [] },
  },
  ChangeSeverity: {
    upwards: { to: 'major', criterion: 'serious-loss', reason: 'x' },
    downwards: { to: 'minor', criterion: 'small-inconvenience', reason: 'x' },
  },
  ExplainInvalidity: {
    'at first': { method: 'phone', explanation: 'Not ours', accepted: true },
    'when it was not accepted': { method: 'phone', explanation: 'Not ours', accepted: true },
  },
  ReverseCompensation: {
    'what was not delivered': { grant: 'G1', reason: 'x', how: 'notDelivered' },
    'as paid back': { grant: 'G1', reason: 'x', how: 'paidBack' },
  },
  AssessValidity: { valid: { valid: true, reason: 'x' }, invalid: { valid: false, reason: 'x' } },
  RecordAmounts: {
    'making a promise dearer': { bill: { minor: 40_000, currency: 'CNY' }, source: 'Bill' },
    'making a promise smaller': { bill: { minor: 1, currency: 'CNY' }, source: 'Bill' },
  },
  GrantCompensation: {
    'within the limit': { remedy: { kind: 'refund', amount: { minor: 100, currency: 'CNY' } }, reason: 'x' },
    'above the limit': {
      remedy: { kind: 'refund', amount: { minor: 200_000, currency: 'CNY' } },
      reason: 'x',
    },
  },
};

function sampleOf(name: string, field: Field): unknown {
  if (name in SAMPLES && (field.kind === 'reference' || field.kind === 'person')) return SAMPLES[name];
  switch (field.kind) {
    case 'part':
      return sampleData(field.fields);
    case 'parts':
      return [sampleData(field.fields)];
    case 'person':
      return 'front-line';
    default:
      return field.example;
  }
}

const sampleData = (fields: Fields): object =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      field.optional ? [] : [[name, sampleOf(name, field)]],
    ),
  );

/** One line of the table: the command, and what each relation makes of it. */
export interface Rights {
  readonly command: string;
  readonly kind: string;
  readonly cells: readonly string[];
}

export const rightsTable = (): readonly Rights[] =>
  (caseCommands as unknown as readonly Asked[]).flatMap((definition) => {
    const variants = VARIANTS[definition.name] ?? { '': sampleData(definition.data) };
    return Object.entries(variants).map(([label, data]) => ({
      command: label === '' ? definition.name : `${definition.name}, ${label}`,
      kind: definition.who.sentBy === 'staff' ? definition.who.kind : `sent by the ${definition.who.sentBy}`,
      cells: Object.values(RELATIONS).map((relation) => answerTo(definition, { label, data }, relation)),
    }));
  });

/** As the decider judges it: first the standing, then the row, then, where the row makes a request of it, the decision. */
function answerTo(
  definition: Asked,
  { label, data }: { readonly label: string; readonly data: object },
  { by, scene: usual, did }: Relation,
): string {
  const { who, name } = definition;
  if (who.sentBy !== 'staff') return '–';
  const state = sceneOf(who, BEFORE[`${name}, ${label}`] ?? BEFORE[name] ?? [], { scene: usual, did });
  const opens = who.kind === 'intake';
  const scenery = { organisation, procedure, state, opens, happenedAt: NOW, now: NOW };
  const actor = standingIn(scenery, by);
  if (isRefusal(actor)) return refused(actor);
  const context = contextOf(actor);
  // A case that is only begun has no row to be judged by (INT-7).
  const refusal =
    opens && who.respondent === 'anybody' ? undefined : judged(definition, data, state, context);
  if (refusal !== undefined) return refused(refusal);
  return who.below === 'request' && asks(definition, data, state, context) ? 'asks' : 'yes';
}

/** An escalation is answered only where one is open. */
function sceneOf(
  { level }: CaseWho,
  facts: readonly CaseEventDraft[],
  { scene, did }: { readonly scene: CaseRecord; readonly did: Actor | undefined },
): CaseRecord {
  const open = level === 'asked' ? { ...scene, level: middle, levelAwaited: true } : scene;
  const before =
    did === undefined
      ? open
      : { ...open, prepared: [{ by: [did.id], options: open.options }], handlers: [did.id] };
  return after(before, did ?? SOMEBODY, ...facts);
}

const judged = (
  { who, weighs }: Asked,
  data: object,
  state: CaseRecord,
  context: CaseContext,
): Refusal | undefined => notEntitled(who, weighs?.(data as never, state, context) ?? {}, state, context);

/** It becomes a request to the level that has the authority (SOL-4). */
function asks({ decide }: Asked, data: object, state: CaseRecord, context: CaseContext): boolean {
  const decision = decide(data as never, state as never, context);
  return (
    Array.isArray(decision) && decision.some(({ type }: { type: string }) => type === 'CompensationRequested')
  );
}

const refused = ({ rule }: Refusal): string => `– ${rule}`;

const contextOf = (actor: Actor): CaseContext => ({
  ...{ caseId: '2B4D-6F8H-JKMN', now: NOW, happenedAt: NOW, actor, organisation, procedure, candidates: [] },
  secrets: plainSecrets,
  stamp: { commandId: commandId('rights', actor.id), commandHash: 'hash', actor, recordedAt: NOW },
});

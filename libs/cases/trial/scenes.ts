import type { MatterCondition, Procedure } from '#procedures';
import type { CaseCommands } from '../case/commands.ts';
import type { Channel, ContactKind } from '../case/events/fields.ts';
import { detailsAsked } from './details-asked.ts';

/** A complaint such as the procedure tells apart: how it comes, what it is judged to be, and what is found. */
export interface Scene {
  readonly logged: CaseCommands['LogComplaint'];
  readonly graded: CaseCommands['ClassifyCase'];
  readonly found: CaseCommands['ConcludeInvestigation'];
}

type Complaint = CaseCommands['LogComplaint'];

/** Scenes in which the condition holds: one of each severity and about each category that it names. */
export function scenesFor(procedure: Procedure, when: MatterCondition): readonly Scene[] {
  const severities = procedure.severities.filter(
    ({ id }) => when.severities === undefined || when.severities.includes(id),
  );
  return leavesFor(procedure, when).flatMap((category) =>
    severities.map(({ id: severity, criteria: [criterion] }) => ({
      logged: loggedFor(procedure, when),
      graded: {
        ...{ category, severity, ...(criterion && { criterion: criterion.id }) },
        ...(when.complainantInsists === true && { complainantInsists: true }),
      },
      found: foundFor(procedure, when),
    })),
  );
}

/** The first leaf of each group that the condition names; of the first group where it names none. */
function leavesFor({ categories }: Procedure, { categories: named }: MatterCondition): readonly string[] {
  if (categories === 'asRecorded') return [];
  const first = new Map(categories.map(({ id, leaves }) => [id, `${id}/${leaves[0]?.id ?? ''}`]));
  return named === undefined ? [...first.values()].slice(0, 1) : named.map((each) => first.get(each) ?? each);
}

/** Scenes in which nothing special holds, about each group. */
export const usualScenes = (procedure: Procedure): readonly Scene[] =>
  procedure.categories === 'asRecorded'
    ? []
    : scenesFor(procedure, { categories: procedure.categories.map(({ id }) => id) });

function loggedFor(procedure: Procedure, when: MatterCondition): Complaint {
  const { id, version } = procedure;
  return {
    procedure: { id, version },
    // Files name no channels and kinds of contact that cases do not know.
    contactKind: (when.contactKinds?.[0] ?? 'complaint') as ContactKind,
    channel: (when.channels?.find((each) => each !== 'import') ?? 'desk') as Channel,
    complainant: {
      kind: (when.complainantKinds?.[0] ?? 'individual') as Complaint['complainant']['kind'],
      ...{ name: 'Somebody', phone: '1' },
    },
    description: 'It does not work.',
    ...respondentsFor(when),
    ...retailFor(procedure, when),
    ...detailsFor(procedure, when),
    ...(when.sites && { site: when.sites[0] ?? '' }),
    ...(when.flags && { flags: when.flags.slice(0, 1) as Complaint['flags'] & object }),
  };
}

const retailFor = ({ currency }: Procedure, { valueAtLeast, valueBelow }: MatterCondition) =>
  valueAtLeast === undefined && valueBelow === undefined
    ? {}
    : { retail: { goodsValue: { minor: valueAtLeast ?? 0, currency } } };

function detailsFor(procedure: Procedure, { details: named = {} }: MatterCondition) {
  const own = Object.entries(named).map(([field, [first = '']]) => [field, first] as const);
  const { details } = detailsAsked(procedure);
  return details === undefined ? {} : { details: { ...details, ...Object.fromEntries(own) } };
}

type Respondents = NonNullable<Complaint['respondents']>;

/** Of a level somebody who is known: in the house they are called by it. */
function respondentsFor({ respondentKinds, respondentLevels }: MatterCondition): {
  respondents?: Respondents;
} {
  const level = respondentLevels?.[0];
  if (level !== undefined) return { respondents: [respondentAt(level)] };
  const kind = respondentKinds?.[0] as Respondents[number]['kind'] | undefined;
  return kind === undefined ? {} : { respondents: [{ kind, name: 'They' }] };
}

const respondentAt = (level: string): Respondents[number] => ({
  ...{ kind: 'person', staffId: `${level}-1`.toLowerCase() },
});

const foundFor = (
  { rootCauses }: Procedure,
  { outcomes, causes }: MatterCondition,
): CaseCommands['ConcludeInvestigation'] => ({
  outcome: (outcomes?.[0] ?? 'substantiated') as CaseCommands['ConcludeInvestigation']['outcome'],
  rootCause: causes?.[0] ?? rootCauses[0]?.id ?? 'other',
  ...{ responsibility: 'organisation', explanation: 'Worn out' },
});

/** The same, and other things that make a difference whatever the procedure says: who complains, about whom, and how. */
export const othersLike = (scene: Scene, { ladder }: Procedure): readonly Scene[] =>
  [
    { contactKind: 'enquiry' as const },
    { channel: 'regulator' as const },
    { channel: 'suggestionBox' as const, complainant: { kind: 'unknown' as const } },
    ...ladder.map(({ id }) => ({ respondents: [respondentAt(id)] })),
  ].map((other) => ({ ...scene, logged: { ...scene.logged, ...other } }));

/** In words, for whoever wrote the file. */
export function sceneInWords({ logged, graded }: Scene): string {
  const { contactKind, channel, complainant, respondents = [], flags = [] } = logged;
  const about = respondents.map(({ staffId, kind }) => `about ${staffId?.replace(/-1$/, '') ?? `a ${kind}`}`);
  const who = complainant.name === undefined ? ['of somebody unknown'] : [];
  const parts = [channel, ...who, ...about, ...flags, graded.category, graded.severity];
  return `${contactKind} (${parts.join(', ')})`;
}

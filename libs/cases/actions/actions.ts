import {
  commandWord,
  exampleOf,
  isRefusal,
  refuse,
  type Actor,
  type CommandDefinition,
  type Fields,
  type Refusal,
} from '#event-sourcing';
import { refusedAsItStands } from '../case/admission.ts';
import type { CaseTypes } from '../case/command.ts';
import { caseCommands } from '../case/commands.ts';
import { capacitiesOf, contextOf, type Scene } from '../reading/acting.ts';
import { partMissing } from '../case/stage-policy.ts';
import type { CaseRecord } from '../case/state.ts';

/** One command of a case, and whether somebody can give it now. */
export interface Action {
  readonly name: string;
  readonly summary: string;
  readonly group: string;
  /** Where it is sent to, below the case; also its word on the command line. */
  readonly at: string;
  readonly possible: boolean;
  /** The capacities of the asking person in which it is, the lowest first. */
  readonly as: readonly string[];
  readonly fields: readonly ActionField[];
  /** A body with what has to be there. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Why it is not possible, in the capacity that comes closest. */
  readonly refusal?: Pick<Refusal, 'rule' | 'code' | 'message' | 'remedy'>;
}

interface ActionField {
  readonly name: string;
  readonly kind: string;
  readonly optional: boolean;
  readonly values?: readonly string[];
}

type Definition = CommandDefinition<CaseTypes>;

/**
 * LIF-1, AUT-1: what can be done in a case now, and what stands against the rest, by the very rows that judge the commands.
 * What a command carries is looked at when it is sent. Without a person: by how the case stands alone.
 */
export function actionsIn(state: CaseRecord, scene: Scene, person?: string): readonly Action[] {
  const capacities = person === undefined ? undefined : capacitiesOf(person, state, scene);
  return OF_STAFF.map((definition) => actionOf(definition, state, scene, capacities));
}

/** Whatever begins a case, or is an upload, has routes of its own. */
const OF_STAFF: readonly Definition[] = (caseCommands as readonly Definition[]).filter(
  ({ who, when, route }) => who.sentBy === 'staff' && when.parts !== 'any' && route === undefined,
);

function actionOf(
  definition: Definition,
  state: CaseRecord,
  scene: Scene,
  capacities: readonly (Actor | Refusal)[] | undefined,
): Action {
  const { name, summary, group, data, when } = definition;
  const { example, absent } = exampleIn(state, data);
  const asItStands = partMissing(name, when, state) ?? absent;
  const inRole = (one: Actor): Refusal | undefined =>
    asItStands ?? refusedAsItStands(definition, example, state, contextOf(one, scene));
  const tried =
    capacities === undefined
      ? [{ role: [], refusal: asItStands }]
      : capacities.map((one) =>
          isRefusal(one) ? { role: [], refusal: one } : { role: [one.role], refusal: inRole(one) },
        );
  const open = tried.filter(({ refusal }) => refusal === undefined);
  const refusal = open.length > 0 ? undefined : tried.at(-1)?.refusal;
  return {
    ...{ name, summary, group, at: commandWord(name), possible: open.length > 0 },
    as: open.flatMap(({ role }) => role),
    fields: Object.entries(data).map(([field, { kind, optional, ...more }]) => ({
      ...{ name: field, kind, optional },
      ...('values' in more && { values: more.values }),
    })),
    example,
    ...(refusal && { refusal: told(refusal) }),
  };
}

const told = ({ rule, code, message, remedy }: Refusal): NonNullable<Action['refusal']> => ({
  ...{ rule, code, message },
  ...(remedy !== undefined && { remedy }),
});

/** What a case has of what commands name in it, the latest last. */
const NAMED: Readonly<Record<string, (state: CaseRecord) => readonly string[]>> = {
  option: ({ options }) => options.map(({ option }) => option),
  dispatch: ({ dispatches }) => dispatches.map(({ dispatch }) => dispatch),
  request: ({ remedies }) =>
    remedies.flatMap(({ request, status }) => (status === 'requested' ? (request ?? []) : [])),
  grant: ({ remedies }) => remedies.flatMap(({ grant }) => grant ?? []),
};

/** With what the case has: where it has nothing of the kind, there is nothing that the command could be about. */
function exampleIn(
  state: CaseRecord,
  fields: Fields,
): { readonly example: Action['example']; readonly absent?: Refusal } {
  const named = Object.entries(fields).flatMap(([name, field]) => {
    if (field.kind !== 'reference' || field.optional) return [];
    const { of = '' } = field;
    const ids = NAMED[of]?.(state);
    return ids === undefined ? [] : [{ name, of, id: ids.at(-1) }];
  });
  const example = {
    ...exampleOf(fields),
    ...Object.fromEntries(named.flatMap(({ name, id }) => (id === undefined ? [] : [[name, id]]))),
  };
  const nothing = named.find(({ id }) => id === undefined);
  if (nothing === undefined) return { example };
  return { example, absent: refuse('LIF-1', 'nothing-there', `The case has no ${nothing.of}.`) };
}

import { commandId, type CommandId } from '#event-sourcing';
import type { Engine } from '#engine';
import { isDepartment, isPresent, type OrganisationCommand, type Post } from '#organisation';
import type { Procedure } from '#procedures';

type Organising = Pick<Engine, 'organise' | 'organisation' | 'procedures'>;

/** Who is to work there; what is left out is nothing. */
export interface Hired {
  readonly id: string;
  /** Ids of levels, in every usual procedure that has such a level; or in one, and in one place. */
  readonly levels?: readonly (string | Post)[];
  readonly departments?: readonly string[];
  readonly site?: string;
  /** Default: at the front line of every usual procedure. */
  readonly frontline?: boolean;
}

/** What most tests are about; whoever is hired for another procedure has a post that names it. */
const USUAL = ['residential-property', 'supermarket-authority', 'historic-import'];

const EVER = '2000-01-01T00:00:00.000Z';
const ADMINISTRATOR = { id: 'administrator', role: 'admin' } as const;

/** Sends it; the same command is the same request, so that whoever begins anew finds it done. */
export async function organise(engine: Organising, command: OrganisationCommand): Promise<void> {
  const id: CommandId = commandId('organisation of the tests', JSON.stringify(command));
  const { organise } = engine;
  const outcome = await organise({ id: 'main', command, commandId: id, actor: ADMINISTRATOR });
  if (!('revision' in outcome)) throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
}

/** Whoever is not there yet is there from now on, and was ever. */
export async function hire(engine: Organising, ...people: readonly Hired[]): Promise<void> {
  await openDepartments(engine);
  for (const person of people) await hireOne(engine, person);
}

/** Those that cases are sent to. */
export const departmentsOf = (procedures: readonly Pick<Procedure, 'routing'>[]): readonly string[] => [
  ...new Set(
    procedures.flatMap(({ routing: { defaultDepartment, routes } }) => [
      defaultDepartment,
      ...routes.map(({ department }) => department),
    ]),
  ),
];

async function openDepartments(engine: Organising): Promise<void> {
  const known = await engine.organisation();
  for (const department of departmentsOf(usual(engine)))
    if (!isDepartment(known, department))
      await organise(engine, { type: 'RegisterDepartment', data: { department, name: department } });
}

async function hireOne(engine: Organising, person: Hired): Promise<void> {
  const { id, levels = [], departments = [], site, frontline = true } = person;
  if (!isPresent(await engine.organisation(), id, EVER))
    await organise(engine, {
      type: 'RegisterPerson',
      data: { person: id, name: id, departments, from: EVER, ...(site !== undefined && { site }) },
    });
  for (const post of [...(frontline ? ['frontline'] : []), ...levels].flatMap((each) => posts(engine, each)))
    await organise(engine, { type: 'AssignLevel', data: { person: id, ...post, from: EVER } });
}

function posts(engine: Organising, level: string | Post): readonly Post[] {
  if (typeof level !== 'string') return [level];
  return usual(engine)
    .filter(({ ladder }) => level === 'frontline' || ladder.some(({ id }) => id === level))
    .map(({ id }) => ({ procedure: id, level }));
}

const usual = ({ procedures }: Pick<Organising, 'procedures'>) =>
  USUAL.flatMap((id) => procedures.get(id) ?? []);

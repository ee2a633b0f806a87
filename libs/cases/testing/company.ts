import { instant, personKey, referencesIn } from '#event-sourcing';
import type { Organisation, Person } from '#organisation';
import { FRONTLINE, type Procedure } from '#procedures';
import type { Respondent } from '../case/events/intake.ts';
import { caseCommands, type CaseCommand } from '../case/commands.ts';

const EVER = instant('2000-01-01T00:00:00Z');
const FOR_EVER = instant('2100-01-01T00:00:00Z');

/**
 * An organisation that grows with a story: whoever and whatever it names is there, everybody belongs to every department,
 * and whoever is said to hold a level holds it. Stories about who is not there bring an organisation of their own.
 */
export class Company {
  readonly #levels = new Map<string, Set<string>>();
  readonly #departments = new Set<string>();
  readonly #deputies: Organisation['deputies'][number][] = [];

  constructor(readonly procedure: Procedure) {
    const { defaultDepartment, routes } = procedure.routing;
    for (const department of [defaultDepartment, ...routes.map((each) => each.department)])
      this.#departments.add(department);
  }

  /** The person holds the level from now on; what is no level of the procedure is the front line. */
  hire(person: string, level: string | undefined): void {
    const held = this.#levels.get(personKey(person)) ?? new Set([FRONTLINE]);
    if ([...this.procedure.ladder, ...this.procedure.bodies].some(({ id }) => id === level))
      held.add(level ?? '');
    this.#levels.set(personKey(person), held);
  }

  /** Everybody and everything that the command names. */
  meet(command: CaseCommand): void {
    const { type, data } = command;
    const fields = caseCommands.find(({ name }) => name === type)?.data ?? {};
    for (const { of, value } of referencesIn(fields, data)) {
      if (of === 'staff' || of === 'receiver') this.hire(value, undefined);
      if (of === 'department') this.#departments.add(value);
    }
    this.#actsOf(command);
  }

  /** Whoever acts by what the command says, as what it says. */
  #actsOf({ type, data }: CaseCommand): void {
    if (type === 'NotifyManager') this.hire(data.manager, data.level);
    if (type === 'TakeOverCase') this.hire(data.by.id, data.by.role);
    if (type === 'AssignOwner' && data.deputyFor !== undefined)
      this.#deputies.push({ deputy: data.owner, forPerson: data.deputyFor, from: EVER, until: FOR_EVER });
    if (type === 'LogComplaint' || type === 'CorrectIntake') this.#complainedAbout(data.respondents ?? []);
  }

  #complainedAbout(respondents: readonly Respondent[]): void {
    for (const { staffId, level } of respondents) if (staffId !== undefined) this.hire(staffId, level);
  }

  get organisation(): Organisation {
    const departments = [...this.#departments];
    return {
      sites: new Map(),
      departments: new Map(departments.map((name) => [name, { name, closed: false }])),
      people: new Map(
        [...this.#levels].map(([id, levels]) => [id, this.#person(id, [...levels], departments)]),
      ),
      deputies: [...this.#deputies],
      adoptions: [],
    };
  }

  #person(id: string, levels: readonly string[], departments: readonly string[]): Person {
    return {
      ...{ id, name: id, presences: [{ from: EVER }], places: [{ from: EVER, departments }] },
      posts: levels.map((level) => ({ procedure: this.procedure.id, level, from: EVER })),
    };
  }
}

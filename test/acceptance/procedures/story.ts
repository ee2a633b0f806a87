import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll } from 'vitest';
import { instant, instantOf, type Instant } from '#event-sourcing';
import type { Procedure } from '#procedures';
import { startApp, type Answer, type Answered, type Client, type TestApp } from '../api/app.ts';
import { improve, type Send } from '../api/sending.ts';
import { onSampledPairs } from '../../engines.ts';
import { organise } from '../../organisation.ts';
import { HouseConduct } from './house-conduct.ts';
import { clientIn, departmentsIn, HouseDuties, localOf, personOf } from './house-duties.ts';

/**
 * Whoever appears in a story: the desk that receives, a colleague of theirs, a worker of whatever department, and everybody
 * who holds a level of the procedure, by its name.
 */
type Who = string;

interface Clock {
  readonly clock: string;
  readonly dueAt: string;
}

/** One case, told in the local time of its procedure. */
interface Told {
  /** Time passes until then, `2026-11-02 10:00`; what was due before is missed. */
  at(time: string): Promise<void>;
  /** The desk hears of it, or whoever else. */
  received(complaint: object, by?: Who): Promise<void>;
  /** Somebody called and gave up waiting. */
  gaveUp(contact: object): Promise<void>;
  /** The desk has to ask more before it can take it: why. */
  askedMore(complaint: object): Promise<string>;
  /** Somebody does it; what came of it, without the clocks. */
  does(who: Who, ...command: Send): Promise<readonly string[]>;
  /** Several things one after the other. */
  do(who: Who, ...commands: readonly Send[]): Promise<void>;
  /** Somebody tries it, and is refused: why. */
  refused(who: Who, ...command: Send): Promise<string>;
  /** They decide that the worker keeps it from happening again. */
  improves(who: Who): Promise<void>;
  /** When the clock is due. */
  due(clock: string): Promise<string | undefined>;
  /** The clocks that were missed until now, by name. */
  missed(): Promise<readonly string[]>;
  /** The last fact of this kind. */
  last(type: string): Promise<Readonly<Record<string, unknown>>>;
  stage(): Promise<string>;
  /** A word of the procedure that the story needs. */
  readonly procedure: Procedure;
  readonly caseId: string;
  /** What it owes again and again, once the organisation has adopted it. */
  readonly duties: HouseDuties;
  readonly conduct: HouseConduct;
}

export type Tell = (
  procedure: string,
  begins: string,
  story: (told: Told) => Promise<void>,
) => () => Promise<void>;

/** Stories on one server for each pair of engines. */
export const stories = (name: string, tell: (tells: Tell) => void, own?: string): void => {
  onSampledPairs(name, (fresh) => {
    const world = { now: instant('2026-11-02T01:00:00Z') };
    let api: TestApp | undefined;
    beforeAll(async () => {
      const directory = own === undefined ? {} : { procedureDirectory: own };
      api = await startApp({
        servers: { ...(await fresh()), ...directory },
        now: () => world.now,
        people: 'nobody',
      });
    });
    afterAll(() => api?.close());
    tell((id, begins, story) => async () => {
      if (api === undefined) throw new Error('the server has not started');
      const procedure = api.engine.procedures.get(id);
      if (procedure === undefined) throw new Error(`no procedure "${id}"`);
      world.now = momentIn(procedure, begins);
      const people = await staff(api, procedure);
      const told = new CaseStory(api, procedure, people, world);
      await story(told).finally(() => told.duties.drop());
    });
  });
};

/** Everybody whom the procedure needs; their names end with it, so that nobody works for two. */
async function staff(api: TestApp, procedure: Procedure): Promise<ReadonlyMap<Who, Client>> {
  const { ladder, bodies, id } = procedure;
  const departments = departmentsIn(procedure);
  for (const department of departments)
    await organise(api.engine, { type: 'RegisterDepartment', data: { department, name: department } });
  const frontline = { frontline: false, levels: [{ procedure: id, level: 'frontline' }] };
  const hired = [
    ...['desk', 'colleague'].map((who) => ({ who, ...frontline })),
    { who: 'worker', departments, ...frontline },
    ...[...ladder, ...bodies].map(({ id: level }) => ({
      who: level,
      frontline: false,
      levels: [{ procedure: id, level }],
    })),
  ];
  const people = new Map<Who, Client>();
  for (const { who, ...person } of hired)
    people.set(who, await api.hired({ ...person, id: personOf(who, id) }));
  return people;
}

class CaseStory implements Told {
  readonly duties: HouseDuties;
  readonly conduct: HouseConduct;
  #caseId = '';
  #receiver: Who = 'desk';
  constructor(
    readonly api: TestApp,
    readonly procedure: Procedure,
    readonly people: ReadonlyMap<Who, Client>,
    readonly world: { now: Instant },
  ) {
    const house = { api, procedure, people, world };
    this.duties = new HouseDuties(house);
    this.conduct = new HouseConduct(house);
  }

  async at(time: string): Promise<void> {
    this.world.now = momentIn(this.procedure, time);
    while ((await this.api.engine.scheduler.runOnce()).outcome !== 'done');
  }

  async received(complaint: object, by: Who = 'desk'): Promise<void> {
    const answer = await this.#logged(complaint, by);
    if (answer.status !== 201) throw new Error(answer.text);
    this.#caseId = answer.body.caseId;
    this.#receiver = by;
  }

  async gaveUp(contact: object): Promise<void> {
    const { id, version } = this.procedure;
    const body = { procedure: { id, version }, channel: 'phone', ...contact };
    const answer: Answer<Answered> = await this.#client('desk').post('/contacts/abandoned', body);
    if (answer.status !== 201) throw new Error(answer.text);
    this.#caseId = answer.body.caseId;
  }

  async askedMore(complaint: object): Promise<string> {
    const answer = await this.#logged(complaint, 'desk');
    return answer.body.code ?? answer.text;
  }

  async #logged(complaint: object, by: Who): Promise<Answer<Answered & { readonly code?: string }>> {
    const { id, version } = this.procedure;
    return this.#client(by).post('/cases', {
      ...{ procedure: { id, version }, contactKind: 'complaint', channel: 'phone' },
      ...{ complainant: { kind: 'individual', name: 'Ai Bei', phone: '+86 100 0000 0001' } },
      ...complaint,
    });
  }

  async does(who: Who, ...[name, body = {}]: Send): Promise<readonly string[]> {
    const answer: Answer<Answered> = await this.#client(who).post(`/cases/${this.#caseId}/${name}`, body);
    if (answer.status !== 200) throw new Error(`${who} ${name}: ${answer.text}`);
    return answer.body.events.map(({ type }) => type).filter(isNoClock);
  }

  async do(who: Who, ...commands: readonly Send[]): Promise<void> {
    for (const command of commands) await this.does(who, ...command);
  }

  async refused(who: Who, ...[name, body = {}]: Send): Promise<string> {
    const answer: Answer<{ readonly code?: string }> = await this.#client(who).post(
      `/cases/${this.#caseId}/${name}`,
      body,
    );
    if (answer.status < 400) throw new Error(`${who} ${name} was not refused`);
    return answer.body.code ?? answer.text;
  }

  improves(who: Who): Promise<void> {
    const { id } = this.procedure;
    return improve(this.#client(who), this.api, {
      ...{ procedure: id, caseId: this.#caseId, owner: personOf('worker', id) },
    });
  }

  async due(clock: string): Promise<string | undefined> {
    const answer: Answer<{ clocks: readonly Clock[] }> = await this.#client(this.#receiver).get(
      `/cases/${this.#caseId}/deadlines`,
    );
    const found = answer.body.clocks.findLast((each) => ruleOf(each.clock) === clock);
    return found && localOf(this.procedure, found.dueAt);
  }

  async missed(): Promise<readonly string[]> {
    const events = await this.api.history(this.#caseId);
    return events
      .flatMap((event) => (event.type === 'DeadlineBreached' ? [ruleOf(event.data.clock)] : []))
      .sort();
  }

  async last(type: string): Promise<Readonly<Record<string, unknown>>> {
    const found = (await this.api.history(this.#caseId)).findLast((event) => event.type === type);
    if (found === undefined) throw new Error(`nothing of ${type}`);
    return found.data;
  }

  async stage(): Promise<string> {
    const where = `/cases/${this.#caseId}?minPosition=${await this.api.head()}`;
    const answer: Answer<{ state: { stage: string } }> = await this.#client(this.#receiver).get(where);
    return answer.body.state.stage;
  }

  get caseId(): string {
    return this.#caseId;
  }

  #client(who: Who): Client {
    return clientIn(this, who);
  }
}

/** `receipt#D1` is the receipt of one form. */
const ruleOf = (clock: string): string => clock.replace(/[:#].*$/, '');

const isNoClock = (type: string): boolean => !type.startsWith('Deadline');

const momentIn = ({ timeZone }: Procedure, time: string): Instant =>
  instantOf(Temporal.PlainDateTime.from(time.replace(' ', 'T')).toZonedDateTime(timeZone).epochMilliseconds);

import type { Instant } from '#event-sourcing';
import type { Procedure } from '#procedures';
import type { Answer, Client, TestApp } from '../api/app.ts';
import type { Send } from '../api/sending.ts';
import { departmentsOf, organise } from '../../organisation.ts';

const SITE = 'riverside';

export interface House {
  readonly api: TestApp;
  readonly procedure: Procedure;
  readonly people: ReadonlyMap<string, Client>;
  readonly world: { readonly now: Instant };
}

interface ListedTurn {
  readonly dutyId: string;
  readonly duty: string;
  readonly dueAt: string;
  readonly status: string;
  readonly missed: boolean;
  readonly responsible: readonly string[];
}

interface Turn {
  readonly due: string;
  readonly is: string;
  readonly missedBy?: readonly string[];
}

/** What a procedure owes again and again at one site, in the words of its story. */
export class HouseDuties {
  #adopted = false;
  constructor(readonly house: House) {}

  /** From now on. */
  async adopt(): Promise<void> {
    const { api, procedure, world } = this.house;
    const { id, version } = procedure;
    await organise(api.engine, { type: 'RegisterSite', data: { site: SITE, name: 'Riverside' } });
    const place = { name: 'Worker', departments: departmentsIn(procedure), site: SITE };
    await organise(api.engine, { type: 'ChangePerson', data: { person: personOf('worker', id), ...place } });
    const data = { procedure: id, version, site: SITE, from: world.now };
    await organise(api.engine, { type: 'AdoptProcedure', data });
    this.#adopted = true;
  }

  /** What one story has begun is not owed in the next one. */
  async drop(): Promise<void> {
    const { api, procedure } = this.house;
    const data = { procedure: procedure.id, site: SITE };
    if (this.#adopted) await organise(api.engine, { type: 'DropProcedure', data });
  }

  /** The latest turn: until when it is owed, how it stands, and who let it slip. */
  async turn(duty: string): Promise<Turn> {
    const { dueAt, status, missed, responsible } = await this.#latest(duty);
    const { procedure } = this.house;
    return {
      ...{ due: localOf(procedure, dueAt), is: status },
      ...(missed && { missedBy: responsible.map((each) => each.replace(`.${procedure.id}`, '')) }),
    };
  }

  /** Somebody does something about it; why not, where they are refused. */
  async sees(who: string, duty: string, ...[name, body = {}]: Send): Promise<string> {
    const { dutyId } = await this.#latest(duty);
    const answer: Answer<{ code?: string }> = await clientIn(this.house, who).post(
      `/duties/${dutyId}/${name}`,
      body,
    );
    return answer.status === 200 ? 'done' : (answer.body.code ?? answer.text);
  }

  /** As whoever owes it finds it in the list. */
  async #latest(duty: string): Promise<ListedTurn> {
    const { api, procedure } = this.house;
    const owedBy = procedure.duties.find(({ id }) => id === duty)?.owedBy ?? { level: '' };
    const owner = clientIn(this.house, 'level' in owedBy ? owedBy.level : 'worker');
    const asked = `procedure=${procedure.id}&state=any&limit=200&minPosition=${await api.head()}`;
    const answer: Answer<{ items: readonly ListedTurn[] }> = await owner.get(`/duties?${asked}`);
    const found = answer.body.items.find((each) => each.duty === duty);
    if (found === undefined) throw new Error(`no turn of ${duty} has begun`);
    return found;
  }
}

/** Somebody of the house. */
export function clientIn({ people, procedure }: Pick<House, 'people' | 'procedure'>, who: string): Client {
  const client = people.get(who);
  if (client === undefined) throw new Error(`nobody is "${who}" under ${procedure.id}`);
  return client;
}

/** Those that cases are routed to, and those that owe something. */
export const departmentsIn = (procedure: Procedure): readonly string[] => [
  ...new Set([
    ...departmentsOf([procedure]),
    ...procedure.duties.flatMap(({ owedBy }) => ('department' in owedBy ? [owedBy.department] : [])),
  ]),
];

/** How the organisation knows whoever appears in a story. */
export const personOf = (who: string, procedure: string): string => `${who}.${procedure}`;

export const localOf = ({ timeZone }: Procedure, moment: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(moment),
  );

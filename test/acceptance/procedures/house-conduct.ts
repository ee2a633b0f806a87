import { conductIdOf } from '#conduct';
import type { Answer } from '../api/app.ts';
import type { Send } from '../api/sending.ts';
import { clientIn, personOf, type House } from './house-duties.ts';

interface Told {
  readonly complaints: number;
  readonly points: number;
  readonly lookedAtFor: readonly string[];
  readonly entries: readonly { readonly entry: string; readonly violation?: string }[];
}

/** What counts against the people of a house, in the words of its story. */
export class HouseConduct {
  constructor(readonly house: House) {}

  /** The record of somebody, as somebody reads it. */
  async record(of: string, by: string): Promise<Told> {
    const where = `${this.#addressOf(of)}?minPosition=${await this.house.api.head()}`;
    const answer: Answer<Told> = await clientIn(this.house, by).get(where);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  }

  /** Somebody does something about it: `done`, or why not. */
  async does(of: string, by: string, ...[name, body = {}]: Send): Promise<string> {
    const where = `${this.#addressOf(of)}/${name}`;
    const answer: Answer<{ readonly code?: string }> = await clientIn(this.house, by).post(where, body);
    return answer.status === 200 ? 'done' : (answer.body.code ?? answer.text);
  }

  #addressOf(who: string): string {
    const { id } = this.house.procedure;
    return `/conduct/${conductIdOf({ procedure: id, person: personOf(who, id) })}`;
  }
}

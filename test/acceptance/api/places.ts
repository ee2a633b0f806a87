import { buffer } from 'node:stream/consumers';
import type supertest from 'supertest';
import { openApiDocument } from '#api';
import { filesOfZip } from '#case-file';
import { allQueries } from '#engine';
import type { AnyQuery } from '#event-sourcing';
import { csvOf } from '../../../apps/cli/csv.ts';
import { shown } from '../../../apps/cli/shown.ts';
import { readsOf } from './documented.ts';
import type { Answer, Client, TestApp } from './app.ts';

/** Every place in which something can be read, from the definitions: what is new is walked as well. */
export interface Walk {
  /** Parameters of the routes. */
  readonly values: Readonly<Record<string, string>>;
  /** What is looked for in words. */
  readonly searched: readonly string[];
}

/**
 * Where one of these texts stands for that client: every route that reads, the tables and the CSV that the command line
 * makes of each answer, what a search finds by it, every part of the case file in both languages.
 */
export async function placesShowing(
  texts: readonly string[],
  who: Client,
  { values, searched }: Walk,
  api: TestApp,
): Promise<readonly string[]> {
  const found: string[] = [];
  const look = (place: string, text: string): void => {
    if (texts.some((each) => text.includes(each))) found.push(place);
  };
  for (const { route, path } of readsOf(openApiDocument(api.app), values)) {
    const answer: Answer<unknown> = await who.get(path);
    // Asked wrongly, a place shows nothing to anybody.
    if (answer.status === 400) throw new Error(`${path} is asked wrongly: ${answer.text}`);
    look(route, answer.text);
    const query = allQueries.find(({ at }) => `/${at.replaceAll(/:(\w+)/g, '{$1}')}` === route);
    if (query !== undefined && answer.status === 200)
      look(`redress ${wordsOf(query)}`, printed(query, answer.body));
  }
  for (const words of searched) {
    const answer: Answer<{ readonly items?: readonly object[] }> = await who.get(
      `/cases?search=${encodeURIComponent(words)}`,
    );
    if ((answer.body.items ?? []).length > 0) found.push(`/cases?search=${words}`);
  }
  for (const language of ['en', 'zh'])
    for (const text of await caseFileFor(who, values['caseId'] ?? '', { language }))
      look(`case file in ${language}`, text);
  return [...new Set(found)];
}

const wordsOf = (query: AnyQuery): string => query.commandLine?.words ?? query.name;

/** As a terminal and a spreadsheet show it. */
function printed(query: AnyQuery, answer: unknown): string {
  const parts = query.commandLine?.shows(answer as never) ?? [];
  return shown(parts) + csvOf(parts);
}

const asBytes: Parameters<supertest.Test['parse']>[0] = (answer, done) => {
  buffer(answer as unknown as NodeJS.ReadableStream).then(
    (bytes) => {
      done(null, bytes);
    },
    (error: unknown) => {
      done(error as Error, undefined);
    },
  );
};

/** The case as it is taken along. */
export const takenAlong = (who: Client, caseId: string, asked: object = {}): supertest.Test =>
  who.post(`/cases/${caseId}/case-file`, asked).buffer(true).parse(asBytes);

/** Every text in a case file; none for whoever is not given it. */
export async function caseFileFor(
  who: Client,
  caseId: string,
  asked: object = {},
): Promise<readonly string[]> {
  const archive = await takenAlong(who, caseId, asked);
  if (archive.status !== 200) return [];
  const { names, read } = await filesOfZip(new Blob([Uint8Array.from(archive.body as Buffer)]));
  return Promise.all(names.map(async (name) => new TextDecoder().decode(await read(name))));
}

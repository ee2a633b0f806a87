import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { openApiDocument } from '#api';
import { CASE_ID } from '#cases';
import type { Instant } from '#event-sourcing';
import { simulate } from '../../apps/cli/demo/simulate.ts';
import { startApp, type TestApp } from '../acceptance/api/app.ts';
import { settings } from './settings.ts';
import { installed, runSchemathesis } from './tool.ts';

/**
 * Sends what follows from the API's own description to a running API with months of cases, as each role in turn: nothing
 * may answer otherwise than described, and nothing that the description allows may be refused for its form.
 * npm run test:schemathesis -- [role …] [-- arguments of schemathesis]
 */
const CASES = 60;
const DAYS = 40;

/** Who asks, and as whom: each has cases of their own to find. */
const PEOPLE: Readonly<Record<string, { readonly sub: string; readonly roles: readonly string[] }>> = {
  operations: { sub: 'mei.fang', roles: ['operations'] },
  manager: { sub: 'luo.hai', roles: ['operations'] },
  analyst: { sub: 'analyst-1', roles: ['analyst'] },
  compliance: { sub: 'compliance-1', roles: ['compliance'] },
  admin: { sub: 'admin-1', roles: ['admin'] },
};

const ends = process.argv.indexOf('--');
const asked = process.argv.slice(2, ends < 0 ? undefined : ends);
const passedOn = ends < 0 ? [] : process.argv.slice(ends + 1);
const roles = asked.length === 0 ? Object.keys(PEOPLE) : asked;

const tool = await installed();
if (typeof tool !== 'string') {
  console.error(`Not run: ${tool.missing}`);
  process.exit(1);
}
const clock = { now: '2026-11-27T08:00:00.000Z' as Instant };
const api = await startApp({ now: () => clock.now, people: 'nobody', limits: { freshMillis: 200 } });
try {
  await tellMonths(api);
  for (const role of roles) await tryAs(role);
} finally {
  await api.close();
}

async function tellMonths({ engine }: TestApp): Promise<void> {
  await simulate(engine, clock, {
    ...{ seed: 7, cases: CASES, days: DAYS, until: clock.now },
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  await engine.catchUp();
}

/** Its examples are about a case that there is. The tool takes the quotes off an entity tag, so it is to send none. */
function triable(document: object, caseId: string): string {
  return JSON.stringify(document, (name, value: unknown) =>
    name === 'parameters' && Array.isArray(value)
      ? value.filter((each: { readonly name?: string }) => each.name !== 'If-Match')
      : value,
  ).replaceAll(CASE_ID, caseId);
}

async function tryAs(role: string): Promise<void> {
  const person = PEOPLE[role];
  if (person === undefined) throw new Error(`${role} is none of ${Object.keys(PEOPLE).join(', ')}`);
  const { engine, issuer, directory, app, url } = api;
  const token = await issuer.issueToken({ sub: person.sub, roles: [...person.roles], ttlSeconds: 3600 });
  const document = path.join(directory, 'openapi.json');
  const config = path.join(directory, 'schemathesis.toml');
  const { items } = await engine.queries.openCases({ limit: 20 });
  await writeFile(document, triable(openApiDocument(app), items[0]?.caseId ?? CASE_ID));
  await writeFile(config, settings({ caseIds: items.map(({ caseId }) => caseId), token }));
  console.log(`\nAs ${role} (${person.sub})`);
  const code = await runSchemathesis(tool as string, { document, config, url, passedOn });
  if (code !== 0) process.exitCode = 1;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import { createApi, type ApiEngine, type ApiOptions } from '#api';
import type { RecordedCaseEvent } from '#cases';
import { isPersonId, type Instant, type Position } from '#event-sourcing';
import { openEngine, type EngineSettings, type RedressEngine } from '#engine';
import { openLocalIssuer, type LocalIssuer } from '#keys';
import { silentLogger } from '#platform';
import type { Servers } from '../../engines.ts';
import { hire, type Hired } from '../../organisation.ts';

/** The whole product behind its HTTP edge, on a folder of its own. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly engine: RedressEngine;
  readonly issuer: LocalIssuer;
  readonly directory: string;
  /** Where it listens. */
  readonly url: string;
  /** Without a token. */
  readonly anybody: ReturnType<typeof supertest>;
  /**
   * Somebody with a token, who works here. What is no role of tokens is a level that they hold in every procedure that
   * has it; then they are in operations too.
   */
  as(roles: readonly string[], sub?: string): Promise<Client>;
  /** Somebody with a token for operations, who works here just so. */
  hired(person: Hired): Promise<Client>;
  /** Somebody with such a token, whom the organisation may not know. */
  stranger(roles: readonly string[], sub: string): Promise<Client>;
  /** The events of a case. */
  history(caseId: string): Promise<RecordedCaseEvent[]>;
  /** Position of the last event: unchanged means that nothing was recorded. */
  head(): Promise<Position>;
  close(): Promise<void>;
}

/** Requests of one person. */
export interface Client {
  get(path: string): supertest.Test;
  post(path: string, body?: object): supertest.Test;
  /** A form, to which files are attached. */
  upload(path: string): supertest.Test;
}

/** On the slowest machine too, a list shows in time what it is asked to show. */
const PATIENT_MILLIS = 120_000;

/** Where the people of the stories work; whoever is not here belongs to no department. */
const DEPARTMENTS: Readonly<Record<string, readonly string[]>> = {
  'engineer-1': ['engineering'],
};
/** Whom the stories speak of without their doing anything. */
const KNOWN: readonly Hired[] = ['staff-1', 'desk-1', 'wu.tao', 'guard-7'].map((id) => ({ id }));

const levelsAmong = (roles: readonly string[], { procedures }: Pick<RedressEngine, 'procedures'>) =>
  roles.filter((role) => procedures.list().some(({ ladder }) => ladder.some(({ id }) => id === role)));

type Replace = (engine: RedressEngine) => ApiEngine;

export interface StartOptions extends Partial<ApiOptions> {
  /** Simulated time; default: the machine's. */
  readonly now?: () => Instant;
  /** Default: none, all is in the data folder. */
  readonly servers?: Servers;
  /** `none`: nobody fills the read models, as beside `redress api` alone. */
  readonly projections?: 'inline' | 'none';
  /** Whom the organisation knows from the beginning; default: whom the stories speak of. */
  readonly people?: 'nobody';
  /** What stands before and behind files of evidence. */
  readonly evidence?: Pick<EngineSettings, 'scanner' | 'evidencePerCaseBytes' | 'evidencePerPersonBytes'>;
}

/** `replace` puts a broken part in place of a sound one. */
export async function startApp(
  { servers, now, people, evidence, projections = 'inline', ...options }: StartOptions = {},
  replace: Replace = (engine) => engine,
): Promise<TestApp> {
  const directory = await mkdtemp(path.join(tmpdir(), 'redress-api-'));
  const engine = await openEngine({
    ...{ dataDirectory: directory, projections, ...servers, ...evidence },
    ...(now && { now }),
  });
  const issuer = await openLocalIssuer(path.join(directory, 'keys'));
  // All test clients have one address.
  const limits = { freshMillis: PATIENT_MILLIS, badTokensPerMinute: 1_000_000, ...options.limits };
  const app = await createApi(replace(engine), { auth: issuer, logger: silentLogger, ...options, limits });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const anybody = supertest(url);
  if (people === undefined) await hire(engine, ...KNOWN);
  const reading = readingWhatWasWritten(projections);
  const client = async (roles: readonly string[], sub: string): Promise<Client> => {
    const token = await issuer.issueToken({ sub, roles: [...roles], ttlSeconds: 3600 });
    return {
      get: (where) => reading.from(where, anybody.get(where).auth(token, { type: 'bearer' })),
      post: (where, body = {}) => reading.of(anybody.post(where).auth(token, { type: 'bearer' })).send(body),
      upload: (where) => reading.of(anybody.post(where).auth(token, { type: 'bearer' })),
    };
  };
  return {
    app,
    engine,
    issuer,
    directory,
    url,
    anybody,
    as: async (roles, sub) => {
      const levels = levelsAmong(roles, engine);
      const id = sub ?? levels[0] ?? 'staff-1';
      const frontline = levels.length === 0;
      if (isPersonId(id)) await hire(engine, { id, levels, frontline, departments: DEPARTMENTS[id] ?? [] });
      const coarse = roles.filter((role) => !levels.includes(role));
      return client(levels.length > 0 ? ['operations', ...coarse] : coarse, id);
    },
    hired: async (person) => {
      await hire(engine, person);
      return client(['operations'], person.id);
    },
    stranger: client,
    history: async (caseId) => {
      const events: RecordedCaseEvent[] = [];
      for await (const event of engine.queries.events({ caseId }))
        if (!('damaged' in event)) events.push(event);
      return events;
    },
    head: () => engine.store.head(),
    close: async () => {
      await app.close();
      await engine.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/**
 * Whoever has written reads it: read models follow a moment later, and what is asked of them is asked as of the last
 * position that anybody of this app was answered with, unless the test names one or nobody fills them.
 */
function readingWhatWasWritten(projections: StartOptions['projections']) {
  let last = '';
  return {
    of: (sent: supertest.Test): supertest.Test =>
      sent.on('response', ({ body }: { readonly body?: { readonly position?: unknown } }) => {
        const position = body?.position;
        if (typeof position === 'string' && position > last) last = position;
      }),
    from: (where: string, asked: supertest.Test): supertest.Test =>
      last === '' || projections === 'none' || where.includes('minPosition')
        ? asked
        : asked.set('X-Min-Position', last),
  };
}

/** supertest knows no type of a body. */
export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly caseId: string;
  readonly revision: string;
  readonly position: string;
  readonly repeated: boolean;
  readonly events: readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[];
}

const PROCEDURE = { id: 'residential-property', version: 1 };

export const complaint = (more: object = {}) => ({
  procedure: PROCEDURE,
  contactKind: 'complaint',
  channel: 'phone',
  complainant: { kind: 'individual', name: 'Li Na', phone: '+86 21 5550 0100' },
  description: 'The lift in building 3 has been out of order since Monday.',
  ...more,
});

interface Logged extends Answered {
  readonly etag: string;
}

export async function logComplaint(client: Client, more: object = {}): Promise<Logged> {
  const answer: Answer<Answered> = await client.post('/cases', complaint(more)).expect(201);
  return { ...answer.body, etag: answer.headers['etag'] ?? '' };
}

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CaseCommand } from '#cases';
import { DUTIES, dutyAggregate, dutyStreamOf, type DutyCommand, type DutyDocument } from '#duties';
import { canonicalJson, commandId, instant, type Instant } from '#event-sourcing';
import { sampled } from '#event-sourcing/testing';
import { openEngine, type OpenEngineOptions, type RedressEngine } from '../compose.ts';
import { inPassingTime, Killed, killedAt, passing, schedulerOf } from '../testing/scheduling.ts';
import { logging } from '../../../test/complaints.ts';
import { hire, organise } from '../../../test/organisation.ts';
import { verifyDraw } from './verify-draw.ts';

const MARKET = 'supermarket-authority';
const FRIDAY = instant('2026-11-20T04:00:00Z');
/** Local time in Shanghai. */
const cn = (local: string): Instant => instant(`${local}:00+08:00`);
const CHECK = `${MARKET}.spot-check.riverside.2026-11-23`;
const REVIEW = `${MARKET}.daily-review.riverside.2026-11-23`;
const SETTLED = ['SOLD-0001', 'SOLD-0002', 'SOLD-0003', 'SOLD-0004'];

let root = '';
const folder = (name: string): string => path.join(root, name);

const opened: RedressEngine[] = [];
afterEach(async () => {
  for (const engine of opened.splice(0)) await passing.through(engine.close());
});

async function openWorld(
  name: string,
  time: Instant,
  options: Partial<OpenEngineOptions> = {},
): Promise<{ readonly engine: RedressEngine; time: Instant }> {
  const world = { time };
  const engine = await openEngine({
    ...{ dataDirectory: folder(name), now: () => world.time, projections: 'inline', timing: passing },
    // Leases in SQLite go by the machine's clock: none of these runs out during a test.
    leaseMillis: 600_000,
    ...options,
  });
  opened.push(engine);
  return Object.assign(world, { engine: inPassingTime(engine) });
}

const post = (level: string, site = 'riverside') => ({ procedure: MARKET, level, site });

async function staff(engine: RedressEngine): Promise<void> {
  await organise(engine, { type: 'RegisterSite', data: { site: 'riverside', name: 'Riverside' } });
  await organise(engine, { type: 'RegisterSite', data: { site: 'hill', name: 'Hill' } });
  await hire(
    engine,
    { id: 'staff-1', site: 'riverside' },
    { id: 'hill-1', site: 'hill' },
    { id: 'manager', site: 'riverside', levels: [post('customer-service-manager')], frontline: false },
    { id: 'store', site: 'riverside', levels: [post('store-manager')], frontline: false },
  );
  await organise(engine, { type: 'AdoptProcedure', data: { procedure: MARKET, site: 'riverside' } });
}

async function settle(engine: RedressEngine, caseId: string, by = 'staff-1'): Promise<void> {
  const actor = { id: by, role: 'operations' };
  const log = logging(caseId, { procedure: { id: MARKET, version: 1 }, description: 'The gate was closed.' });
  const settling: CaseCommand = {
    type: 'SettleAtOnce',
    data: {
      category: 'building/parking',
      severity: 'general',
      criterion: 'by-the-rules',
      conclusion,
      solution: 'Opened the gate.',
      method: 'inPerson',
      summary: 'Opened the gate.',
    },
  };
  for (const each of [
    { ...log, actor },
    { caseId, actor, command: settling, commandId: commandId('settle', caseId) },
  ])
    expect([await engine.execute(each)].map(said)).toEqual(['accepted']);
}

/** Whether it was taken, or what stands against it. */
const said = (result: { readonly outcome: string }): string =>
  'refusal' in result ? JSON.stringify(result.refusal) : result.outcome;

const conclusion = {
  outcome: 'substantiated',
  responsibility: 'organisation',
  rootCause: 'process-design',
  explanation: 'The gate was closed too early.',
} as const;

const send = (engine: RedressEngine, id: string, by: string, command: DutyCommand) =>
  // Before it is refused, somebody looks whether more is known by now.
  passing.through(
    engine.send(dutyAggregate.kind, {
      ...{ id, command, actor: { id: by } },
      commandId: commandId('test', id, by, JSON.stringify(command)),
    }),
  );

async function turns(engine: RedressEngine): Promise<readonly DutyDocument[]> {
  await passing.through(engine.catchUp());
  const sort = { field: 'dueAt', direction: 'ascending' } as const;
  return (await engine.readModels.query(DUTIES, { sort, limit: 200 })).items as readonly DutyDocument[];
}

/** Everything that time did, without when it was recorded and what is drawn from that. */
async function traces(engine: RedressEngine): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { dutyId } of await turns(engine))
    for (const { type, data } of await engine.store.readStream(dutyStreamOf(dutyId)))
      found.push(`${dutyId} ${type} ${type === 'CasesDrawn' ? '' : data}`);
  return found.sort();
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-duties-'));
  const world = await openWorld('prepared', FRIDAY);
  await staff(world.engine);
  for (const caseId of SETTLED) await settle(world.engine, caseId);
  await settle(world.engine, 'HILL-0001', 'hill-1');
  await world.engine.execute(
    logging('OPEN-0001', { procedure: { id: MARKET, version: 1 }, site: 'riverside' }),
  );
  await passing.through(world.engine.close());
});
afterAll(() => rm(root, { recursive: true }));

const copyOfPrepared = (name: string): Promise<void> =>
  cp(folder('prepared'), folder(name), { recursive: true });

describe('duties on a real store (REP-5, REP-6, D9)', () => {
  it('REP-5 CLK-6 after days of standstill every turn has begun and was missed at its true time, in due order', async () => {
    await copyOfPrepared('days');
    const { engine } = await openWorld('days', cn('2026-11-24T12:00'));
    await expect(engine.scheduler.runOnce()).resolves.toMatchObject({ outcome: 'done', failed: 0 });
    const all = await turns(engine);
    expect(all.map(({ dutyId, missedAt }) => [dutyId.split('.').slice(1).join(' '), missedAt])).toEqual([
      ['daily-review riverside 2026-11-21', cn('2026-11-21T22:00')],
      ['daily-review riverside 2026-11-22', cn('2026-11-22T22:00')],
      ['daily-review riverside 2026-11-23', cn('2026-11-23T22:00')],
      ['daily-review riverside 2026-11-24', undefined],
      ['spot-check riverside 2026-11-23', undefined],
    ]);
    expect(all[0]).toMatchObject({ responsible: ['manager'], notReviewed: { count: 5 } });
    await expect(engine.scheduler.runOnce()).resolves.toMatchObject({ recorded: 0 });
    const order: string[] = [];
    for (const { type, data } of await engine.store.readAll('' as never, 1_000))
      if (type === 'DutyOpened' || type === 'DutyMissed')
        order.push(
          (JSON.parse(data) as Record<string, string>)[type === 'DutyMissed' ? 'dueAt' : 'opensAt'] ?? '',
        );
    expect(order).toEqual(order.toSorted());
  });

  it('D9 D19 are the same whatever command the scheduler is killed before or after, and whoever runs beside it', async () => {
    const later = cn('2026-11-24T12:00');
    await copyOfPrepared('clean');
    const clean = await openWorld('clean', later);
    const { recorded } = await clean.engine.scheduler.runOnce();
    const expected = await traces(clean.engine);
    for (let crashAt = 0; crashAt < recorded; crashAt += sampled({ full: 2, sample: 9 })) {
      const name = `crash-${String(crashAt)}`;
      await copyOfPrepared(name);
      const { engine } = await openWorld(name, later);
      const { crashing, death } = killedAt(engine, crashAt, crashAt % 2 === 0 ? 'before' : 'after');
      await expect(
        passing.through(Promise.race([schedulerOf(crashing, { withoutLease: true }).runOnce(), death])),
      ).rejects.toThrow(Killed);
      const two = [engine, (await openWorld(name, later, { projections: 'none' })).engine];
      const runs = await passing.through(
        Promise.all(two.map((each) => schedulerOf(each, { withoutLease: true }).runOnce())),
      );
      expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
      expect(await traces(engine)).toEqual(expected);
    }
  });

  it('REP-6 what is drawn is among what was settled there before, and the history draws it again', async () => {
    await copyOfPrepared('draw');
    const world = await openWorld('draw', cn('2026-11-23T08:00'));
    const { engine } = world;
    await engine.scheduler.runOnce();
    const found = (await turns(engine)).find(({ dutyId }) => dutyId === CHECK);
    expect(found).toMatchObject({ pool: { count: 4 }, work: 'spotCheck' });
    expect(found?.drawn?.length).toBe(2);
    expect(SETTLED).toEqual(expect.arrayContaining([...(found?.drawn ?? [])]));
    // What happens later is for the next turn.
    await settle(engine, 'SOLD-0005');
    await expect(verifyDraw(engine.store, CHECK)).resolves.toMatchObject({ verified: true, pool: SETTLED });
    const forged = {
      ...{ readAll: engine.store.readAll.bind(engine.store) },
      readStream: async (...asked: Parameters<typeof engine.store.readStream>) =>
        (await engine.store.readStream(...asked)).map((event) =>
          event.type === 'CasesDrawn'
            ? {
                ...event,
                data: canonicalJson({ ...(JSON.parse(event.data) as object), drawn: ['SOLD-0005'] }),
              }
            : event,
        ),
    };
    await expect(verifyDraw(forged, CHECK)).resolves.toMatchObject({
      verified: false,
      differences: ['drawn'],
    });
    world.time = cn('2026-11-30T08:00');
    await engine.scheduler.runOnce();
    const next = (await turns(engine)).find(({ dutyId }) => dutyId === CHECK.replace('-23', '-30'));
    expect(next?.drawn).toEqual(['SOLD-0005']);
  });

  it('REP-5 REP-6 whoever owes it does it, and nobody who had a part in the case', async () => {
    await copyOfPrepared('doing');
    const world = await openWorld('doing', cn('2026-11-23T08:00'));
    const { engine } = world;
    await engine.scheduler.runOnce();
    const review = (caseId: string) => ({ type: 'ReviewLoggedCase', data: { case: caseId } }) as const;
    const done: DutyCommand = { type: 'CompleteDuty', data: { account: 'Looked through.' } };
    await expect(send(engine, REVIEW, 'store', review('OPEN-0001'))).resolves.toMatchObject({
      refusal: { code: 'not-authorised' },
    });
    await expect(send(engine, REVIEW, 'manager', review('HILL-0001'))).resolves.toMatchObject({
      refusal: { code: 'not-in-the-log' },
    });
    await expect(send(engine, REVIEW, 'manager', review('OPEN-0001'))).resolves.toMatchObject({
      outcome: 'accepted',
    });
    await expect(send(engine, REVIEW, 'manager', done)).resolves.toMatchObject({ outcome: 'accepted' });
    await expect(send(engine, 'bank.none.2026-11-23', 'manager', done)).resolves.toMatchObject({
      refusal: { code: 'duty-not-found' },
    });
    const drawn = (await turns(engine)).find(({ dutyId }) => dutyId === CHECK)?.drawn ?? [];
    for (const caseId of drawn) {
      const checked = {
        type: 'CheckDrawnCase',
        data: { case: caseId, result: 'sound', findings: 'So it was.' },
      } as const;
      await expect(send(engine, CHECK, 'store', checked)).resolves.toMatchObject({ outcome: 'accepted' });
    }
    await expect(send(engine, CHECK, 'store', done)).resolves.toMatchObject({ outcome: 'accepted' });
    expect(
      (await turns(engine)).filter(({ status }) => status === 'done').map(({ endedBy }) => endedBy),
    ).toEqual(['manager', 'store']);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DUTIES, type DutyDocument } from '#duties';
import { instant, type Instant } from '#event-sourcing';
import { openEngine, type RedressEngine } from '../compose.ts';
import { inPassingTime, passing, schedulerOf } from '../testing/scheduling.ts';
import { organise } from '../../../test/organisation.ts';

const MARKET = 'supermarket-authority';
const SERIES = `${MARKET}.daily-review.riverside.`;
/** Local time in Shanghai. */
const cn = (local: string): Instant => instant(`${local}:00+08:00`);

describe('turns of a series (REP-5, D9)', () => {
  let [root, time] = ['', cn('2026-11-20T12:00')];
  let engine: RedressEngine;

  const there = { procedure: MARKET, site: 'riverside' };
  const adopts = () => organise(engine, { type: 'AdoptProcedure', data: { ...there, from: time } });
  const reviews = async (): Promise<readonly string[]> => {
    await passing.through(engine.catchUp());
    const sort = { field: 'opensAt', direction: 'ascending' } as const;
    const { items } = await engine.readModels.query(DUTIES, { sort, limit: 200 });
    return (items as readonly DutyDocument[])
      .filter(({ dutyId }) => dutyId.startsWith(SERIES))
      .map(({ dutyId }) => dutyId.slice(SERIES.length));
  };
  const run = (through: RedressEngine) =>
    passing.through(schedulerOf(through, { withoutLease: true }).runOnce());

  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'redress-turns-'));
    engine = inPassingTime(
      await openEngine({
        ...{ dataDirectory: root, now: () => time, projections: 'inline', timing: passing },
        leaseMillis: 600_000,
      }),
    );
    await organise(engine, { type: 'RegisterSite', data: { site: 'riverside', name: 'Riverside' } });
    await adopts();
  });
  afterAll(async () => {
    await engine.close();
    await rm(root, { recursive: true });
  });

  it('D25 none is lost whose opening failed once, nor when it was dropped and adopted anew before it was opened', async () => {
    time = cn('2026-11-23T12:00');
    await organise(engine, { type: 'DropProcedure', data: there });
    time = cn('2026-11-25T12:00');
    await adopts();
    time = cn('2026-11-28T12:00');
    const failing: RedressEngine = {
      ...engine,
      send: (kind, request) =>
        request.id === `${SERIES}2026-11-22`
          ? Promise.reject(new Error('the disk is full'))
          : engine.send(kind, request),
    };
    const later = ['2026-11-26', '2026-11-27', '2026-11-28'];
    await expect(run(failing)).resolves.toMatchObject({ outcome: 'done', failed: 1 });
    expect(await reviews()).toEqual(['2026-11-21', ...later]);
    await expect(run(engine)).resolves.toMatchObject({ outcome: 'done', failed: 0 });
    expect(await reviews()).toEqual(['2026-11-21', '2026-11-22', '2026-11-23', ...later]);
  });
});

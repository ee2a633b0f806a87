import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#event-sourcing/testing';
import { openEngine } from '#engine';
import { commandLine, type Said } from '../../command-line.ts';
import { redress as program, startProgram, type Running } from '../../faults/processes.ts';
import { hire } from '../../organisation.ts';
import { prepare } from './prepared.ts';

/** The day on which the play begins; whoever is at the machine lives later. */
const BEGINNING = '2026-03-02T09:00+08:00';

describe('redress serve --clock', () => {
  let root = '';
  let data = '';
  const cli = (...args: string[]): Promise<Said> => commandLine([...args, '--data', data]);
  const serves = (...args: string[]): Running =>
    startProgram({
      args: program('serve', '--port', '0', ...args, '--data', data),
      env: { REDRESS_LOG_LEVEL: 'warn' },
    });
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'redress-played-'));
    data = path.join(root, 'data');
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('plays a day in a moment, stands still with its server, and never goes back', async () => {
    const server = serves('--clock', BEGINNING, '--speed', '7200');
    try {
      const [, url = ''] = await server.prints(/listens on (\S+)/);
      const engine = await openEngine({ dataDirectory: data });
      await hire(engine, { id: 'staff-1' });
      await engine.close();
      const { stdout: token } = await cli('token', '--sub', 'staff-1', '--role', 'operations');
      const authorization = `Bearer ${token.trim()}`;
      const logged = await fetch(`${url}/cases`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', 'idempotency-key': 'played-time-1' },
        body: JSON.stringify({
          procedure: { id: 'residential-property' },
          contactKind: 'complaint',
          channel: 'desk',
          complainant: { kind: 'individual', name: 'Wang', phone: '13800001111' },
          description: 'Water comes through the ceiling.',
        }),
      });
      expect(logged.status).toBe(201);
      const missed = async (): Promise<readonly { readonly dueAt: string }[]> => {
        const answer = await fetch(`${url}/breaches`, { headers: { authorization } });
        return ((await answer.json()) as { items?: readonly { dueAt: string }[] }).items ?? [];
      };
      await eventually(async () => (await missed()).length > 0, 'a deadline of the play is missed');
      expect((await missed())[0]?.dueAt).toMatch(/^2026-03-/);
    } finally {
      server.child.kill('SIGTERM');
    }
    await server.ended;
    const now = async () => JSON.parse((await cli('cases', 'list', '--json')).stdout) as unknown;
    expect(await now()).toEqual(await now());
    const back = await cli('serve', '--clock', '2026-03-02T00:00Z');
    expect(back).toMatchObject({ code: 2, stderr: expect.stringContaining('this folder has come to') });
    const mailing = { REDRESS_NOTIFY: 'smtp://127.0.0.1:1', REDRESS_NOTIFY_FROM: 'redress@example.com' };
    const writing = await commandLine(['serve', '--data', data], { environment: mailing });
    expect(writing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('reaches nobody outside'),
    });
    const notify = { channel: 'smtp', url: 'smtp://127.0.0.1:1', from: 'redress@example.com' } as const;
    await expect(openEngine({ dataDirectory: data, scheduler: true, notify })).rejects.toThrow(
      'would reach real people',
    );
    const backup = await cli('backup', path.join(root, 'backup'));
    expect(backup).toMatchObject({ code: 3, stderr: expect.stringContaining('is played') });
    const away = 'esdb://127.0.0.1:1?tls=false';
    const moved = await cli('migrate', '--to', away);
    expect(moved).toMatchObject({ code: 3, stderr: expect.stringContaining('is played') });
    const elsewhere = openEngine({ dataDirectory: data, eventStoreUrl: away });
    await expect(elsewhere).rejects.toThrow('is played');
  });

  it('is refused in a folder with real events, unless it is told twice', async () => {
    const real = path.join(root, 'real');
    await prepare(real);
    const asked = ['serve', '--clock', BEGINNING, '--data', real];
    for (const more of [[], ['--over-real-events']])
      expect(await commandLine([...asked, ...more])).toMatchObject({
        ...{ code: 2, stderr: expect.stringContaining('real events') },
      });
    // No time comes twice, whoever insists.
    const insisting = await commandLine([...asked, '--over-real-events', '--over-real-events']);
    expect(insisting).toMatchObject({ code: 2, stderr: expect.stringContaining('has come to') });
    const alone = await commandLine(['serve', '--speed', '60', '--data', real]);
    expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('--clock') });
  });
});

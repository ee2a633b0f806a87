import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { caseStreamOf } from '#cases';
import { commandId, type StreamName } from '#event-sourcing';
import type { Logger } from '#platform';
import { rulebookStreamOf } from '#rulebook';
import { logging } from '../../complaints.ts';
import { onEachEngine, type Servers } from '../../engines.ts';
import { hire, organise } from '../../organisation.ts';
import { installed, OWN, ownProcedure, sendRules } from '../../procedures.ts';
import { openEngine, type RedressEngine } from '#engine';

const [CASE, OTHER, THIRD] = ['7F3K-9M2Q-X4TB', '8G4L-AN3R-Y5VC', '9H5M-BP4S-Z6WD'] as const;
const under = (version?: number) => ({
  procedure: { id: OWN, ...(version !== undefined && { version }) },
});
/** Other figures under the same version. */
const EDITED = ownProcedure(1, 3);

await onEachEngine('the rules that the history holds (D13)', (fresh) => {
  let folder = '';
  let servers: Servers = {};
  let engines: RedressEngine[] = [];
  const told: string[] = [];
  const tell = (facts: object, message: string): void => {
    told.push(`${message} ${JSON.stringify(facts)}`);
  };
  const log: Logger = { debug: tell, info: tell, warn: tell, error: tell };

  /** A process on a machine whose folder of procedures holds these texts. */
  const start = async (machine: string, ...texts: readonly string[]): Promise<RedressEngine> => {
    const procedureDirectory = path.join(folder, machine);
    await rm(procedureDirectory, { recursive: true, force: true });
    await mkdir(procedureDirectory);
    for (const [index, text] of texts.entries())
      await writeFile(path.join(procedureDirectory, `${String(index)}.yaml`), text);
    const dataDirectory = path.join(folder, 'data');
    const engine = await openEngine({ dataDirectory, procedureDirectory, ...servers, log });
    engines.push(engine);
    return engine;
  };
  const codeOf = async (
    engine: RedressEngine,
    ...[id, more]: Parameters<typeof logging>
  ): Promise<string> => {
    const answer = await engine.execute({ ...logging(id, more), commandId: commandId(id, told.length) });
    return answer.outcome === 'refused' ? answer.refusal.code : answer.outcome;
  };
  const acknowledges = async (engine: RedressEngine): Promise<string> => {
    const command = { type: 'SendAcknowledgement', data: { method: 'phone' } } as const;
    const answer = await engine.execute({ ...logging(CASE), command, commandId: commandId('acknowledge') });
    return answer.outcome === 'refused' ? answer.refusal.code : answer.outcome;
  };
  const month = async (engine: RedressEngine, caseId: string = CASE) => {
    const explained = await engine.queries.deadlines({ caseId });
    const clock = explained?.clocks.find((each) => each.clock === 'one-month');
    return { rules: explained?.rulesMissing, explained: (clock?.intervals.length ?? 0) > 0 };
  };
  const inHistory = (engine: RedressEngine, stream: StreamName = rulebookStreamOf(OWN)) =>
    engine.store.readStream(stream).then((events) => events.map(({ type }) => type));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-rules-'));
    servers = await fresh();
    told.length = 0;
    const engine = await start('first', ownProcedure(1));
    await hire(engine, { id: 'staff-1' });
    expect(await codeOf(engine, CASE, under(1))).toBe('accepted');
  });
  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.close()));
    engines = [];
    await rm(folder, { recursive: true, force: true });
  });

  it('D13 a file that was edited or lost changes nothing for its cases, and is told of', async () => {
    const edited = await start('second', EDITED);
    expect(await acknowledges(edited)).toBe('accepted');
    expect(await codeOf(edited, OTHER, under(1))).toBe('accepted');
    expect(told.join('\n')).toMatch(/not what was installed as this version.*3 months instead of 1 month/);
    const lost = await start('third');
    expect(await month(lost)).toEqual({ rules: undefined, explained: true });
    expect(await codeOf(lost, THIRD, under(1))).toBe('accepted');
    expect(await inHistory(lost)).toEqual(['ProcedureInstalled']);
  });

  it('D13 other comments and another layout are the same rules, whoever has them', async () => {
    const rewritten = `# our manual\n${ownProcedure(1)}`;
    const second = await start('second', rewritten);
    expect(await codeOf(second, OTHER, under(1))).toBe('accepted');
    expect(await inHistory(second)).toEqual(['ProcedureInstalled']);
    expect(told.join('\n')).not.toContain('not what was installed');
  });

  it('D13 a process learns what another one has installed, without a restart', async () => {
    const [first] = engines;
    const second = await start('second');
    if (first === undefined) throw new Error('nothing runs');
    await installed(second, ownProcedure(2));
    await second.catchUp();
    expect(await codeOf(first, OTHER, under(1))).toBe('version-not-valid');
    expect(await codeOf(first, OTHER, under(3))).toBe('unknown-procedure');
    expect(await codeOf(first, OTHER, under())).toBe('accepted');
    await first.catchUp();
    expect((await second.queries.caseDetails({ caseId: OTHER }))?.state.procedure.version).toBe(2);
    expect(await month(second, OTHER)).toEqual({ rules: undefined, explained: true });
    expect((await first.queries.procedure({ id: OWN }))?.version).toBe(2);
    const { items } = await first.queries.procedureVersions({ procedure: OWN });
    expect(
      items.map(({ version, installedBy, from }) => ({ version, installedBy, begins: from !== undefined })),
    ).toEqual([
      { version: 2, installedBy: 'administrator', begins: true },
      { version: 1, installedBy: 'procedure-files', begins: false },
    ]);
  });

  it('D13 of two processes that bring different texts of one version, one wins, and the other says so', async () => {
    const [second, third] = [
      await start('second', ownProcedure(2)),
      await start('third', ownProcedure(2, 5)),
    ];
    const both = [codeOf(second, OTHER, under()), codeOf(third, THIRD, under())];
    expect(await Promise.all(both)).toEqual(['accepted', 'accepted']);
    expect(await inHistory(second)).toEqual(['ProcedureInstalled', 'ProcedureInstalled']);
    expect(told.filter((each) => each.startsWith('the file is not what was installed'))).toHaveLength(1);
  });

  it('D13 a withdrawn version takes no new cases; those that stand under it go on', async () => {
    const [engine] = engines;
    if (engine === undefined) throw new Error('nothing runs');
    await sendRules(engine, OWN, { type: 'WithdrawVersion', data: { version: 1, reason: 'Wrong' } });
    expect(await codeOf(engine, OTHER, under(1))).toBe('no-valid-version');
    expect(await codeOf(engine, OTHER, under())).toBe('no-valid-version');
    expect(await acknowledges(engine)).toBe('accepted');
    const again = await start('second', ownProcedure(1));
    expect(await codeOf(again, OTHER, under())).toBe('no-valid-version');
    expect(await inHistory(again)).toEqual(['ProcedureInstalled', 'ProcedureWithdrawn']);
  });

  it('INV-4 D13 a case under rules that this process has not met is linked by whoever may know of it', async () => {
    const [first] = engines;
    if (first === undefined) throw new Error('nothing runs');
    await hire(first, { id: 'staff-2', levels: [{ procedure: OWN, level: 'frontline' }] });
    const second = await start('second');
    const actor = { id: 'staff-2', role: 'operations' };
    await second.execute({ ...logging(OTHER), actor });
    const data = { to: CASE, relation: 'related', reason: 'The same lift.' } as const;
    const command = { type: 'LinkCase', data } as const;
    const linked = { caseId: OTHER, actor, command, commandId: commandId('link') };
    expect(await second.execute(linked)).toMatchObject({ outcome: 'accepted' });
  });

  it('D13 a case is moved only to a version that is in force, and for its site', async () => {
    const [engine] = engines;
    if (engine === undefined) throw new Error('nothing runs');
    await organise(engine, { type: 'RegisterSite', data: { site: 'riverside', name: 'Riverside' } });
    await hire(engine, { id: 'head', levels: [{ procedure: OWN, level: 'general-manager' }] });
    expect(await codeOf(engine, OTHER, { ...under(1), site: 'riverside' })).toBe('accepted');
    await installed(engine, ownProcedure(2), { sites: ['riverside'] });
    await installed(engine, ownProcedure(3), { from: '2999-01-01T00:00:00.000Z' });
    const moves = async (caseId: string, version: number) => {
      const command = { type: 'MoveToVersion', data: { version, reason: 'New rules' } } as const;
      const actor = { id: 'head', role: 'general-manager' };
      const answer = await engine.execute({ caseId, actor, command, commandId: commandId(caseId, version) });
      return answer.outcome === 'refused' ? answer.refusal.code : answer.outcome;
    };
    expect(await moves(CASE, 2)).toBe('version-not-valid-there');
    expect(await moves(OTHER, 3)).toBe('version-not-in-force');
    expect(await moves(OTHER, 2)).toBe('accepted');
  });

  it('D13 a version that another process has withdrawn is not named as the one that is valid', async () => {
    const [first] = engines;
    if (first === undefined) throw new Error('nothing runs');
    const named = async () => (await first.queries.procedures({})).find(({ id }) => id === OWN)?.version;
    const second = await start('second');
    await installed(second, ownProcedure(2));
    await second.catchUp();
    expect(await named()).toBe(2);
    await sendRules(second, OWN, { type: 'WithdrawVersion', data: { version: 2, reason: 'Wrong' } });
    await second.catchUp();
    expect(await named()).toBe(1);
  });

  it('D13 a history from before versions were installed goes on by the file that its cases were opened under, and by no other', async () => {
    const [engine] = engines;
    const old = await fresh();
    if (engine === undefined) throw new Error('nothing runs');
    const streams = [caseStreamOf(CASE), 'organisation-main' as StreamName];
    const histories = await Promise.all(streams.map((stream) => engine.store.readStream(stream)));
    await Promise.all(engines.map((each) => each.close()));
    engines = [];
    servers = old;
    const data = path.join(folder, 'data');
    // What its people are told by stays readable.
    for (const name of await readdir(data))
      if (name !== 'keys') await rm(path.join(data, name), { recursive: true });
    const edited = await start('second', EDITED);
    for (const [index, stream] of streams.entries())
      await edited.store.append(stream, 'no-stream', histories[index] ?? []);
    await edited.catchUp();
    expect(await acknowledges(edited)).toBe('rules-changed');
    expect(await month(edited)).toEqual({ rules: true, explained: false });
    expect(await codeOf(edited, OTHER, under(1))).toBe('unknown-procedure');
    expect(await inHistory(edited)).toEqual([]);
    const right = await start('third', ownProcedure(1));
    expect(await acknowledges(right)).toBe('accepted');
    expect(await inHistory(right)).toEqual(['ProcedureInstalled']);
    // What holds now is in the history, also for the process with the other file.
    expect(await codeOf(edited, OTHER, under(1))).toBe('accepted');
  });
});

import { describe, expect, it } from 'vitest';
import { commandId, createCodec, eventId, instant, isRefusal, stampMetadata } from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { nobodyYet } from '#organisation';
import { LONGEST_TEXT } from '#procedures';
import { OWN, ownProcedure } from '../../../test/procedures.ts';
import { rulebookEventContracts } from './codec.ts';
import type { RulebookCommand } from './commands.ts';
import { rulebookDecider } from './rulebook.decider.ts';
import { nothingInstalled, type Rulebook } from './state.ts';

const codec = createCodec(rulebookEventContracts);
const NOW = instant('2026-11-28T08:00:00Z');
const NEXT_YEAR = '2027-01-01T00:00:00.000Z';
const riverside = new Map([['riverside', { name: 'Riverside', closed: false }]]);
const context = { procedure: OWN, organisation: { ...nobodyYet, sites: riverside }, now: NOW };

const install = (text: string, more: object = {}): RulebookCommand => ({
  type: 'InstallVersion',
  data: { text, ...more },
});
const withdraw = (version: number): RulebookCommand => ({
  type: 'WithdrawVersion',
  data: { version, reason: 'Its times contradict the law' },
});

/** What the commands come to, one after the other: the state, and what the last one recorded or why it was refused. */
function told(...commands: readonly RulebookCommand[]) {
  let state: Rulebook = nothingInstalled;
  let last: unknown = [];
  for (const [index, command] of commands.entries()) {
    const decision = rulebookDecider.decide(command, state, context);
    last = isRefusal(decision) ? decision : decision.map(({ data }) => data);
    for (const draft of isRefusal(decision) ? [] : decision) {
      const event = stampMetadata(draft, { ...anyStamp, schemaVersion: codec.versionOf(draft.type) });
      codec.encode(event, eventId(commandId('rulebook', index), 0));
      state = rulebookDecider.evolve(state, event);
    }
  }
  return { versions: state.versions, last };
}

const [FIRST, SECOND] = [ownProcedure(1), ownProcedure(2)];

describe('the versions of a procedure', () => {
  it('D13 the first is valid since ever, each later one from when it is installed, or from when it is said to be', () => {
    const { versions } = told(
      install(FIRST),
      install(SECOND),
      install(ownProcedure(3), { from: NEXT_YEAR, sites: ['riverside'] }),
    );
    expect(versions.map(({ version, from, sites }) => ({ version, from, sites }))).toEqual([
      { version: 1 },
      { version: 2, from: NOW },
      { version: 3, from: NEXT_YEAR, sites: ['riverside'] },
    ]);
    expect(versions[0]?.text).toBe(FIRST);
  });

  it('D13 the same rules again are nothing new, whatever comments they have', () => {
    expect(told(install(FIRST), install(`# ours\n${FIRST}`)).last).toEqual([]);
  });

  it('D13 another text of the same version is refused, with the difference in sentences', () => {
    const { last, versions } = told(install(FIRST), install(ownProcedure(1, 3)));
    expect(last).toMatchObject({ code: 'version-installed', rule: 'D13' });
    expect((last as { message: string }).message).toContain('3 months instead of 1 month');
    expect(versions).toHaveLength(1);
  });

  it('D13 a text that this program cannot read is still another one, and keeps nobody from being told so', () => {
    const unreadable = { version: 1, text: 'id: [', hash: '0'.repeat(64) };
    const decision = rulebookDecider.decide(install(FIRST), { versions: [unreadable] }, context);
    expect(decision).toMatchObject({ code: 'version-installed', details: { differences: [] } });
  });

  it('D13 a withdrawn version stays withdrawn', () => {
    expect(told(install(FIRST), withdraw(1)).versions[0]?.withdrawnAt).toBe(anyStamp.recordedAt);
    expect(told(install(FIRST), withdraw(1), withdraw(1)).last).toEqual([]);
    expect(told(install(FIRST), withdraw(1), install(FIRST)).last).toMatchObject({
      code: 'version-withdrawn',
    });
    expect(told(install(FIRST), withdraw(2)).last).toMatchObject({ code: 'unknown-version' });
  });

  it('D13 refuses what is no procedure file, one of another procedure, and a site that nobody knows', () => {
    expect(told(install('id: [')).last).toMatchObject({ code: 'invalid-procedure' });
    expect(told(install(FIRST.replace('currency: CNY', 'currency: yuan'))).last).toMatchObject({
      code: 'invalid-procedure',
      details: { problems: [{ path: 'currency' }] },
    });
    expect(told(install(FIRST.replace(`id: ${OWN}`, 'id: bank'))).last).toMatchObject({
      code: 'other-procedure',
    });
    expect(told(install(FIRST, { sites: ['hilltop'] })).last).toMatchObject({ code: 'unknown-site' });
  });

  it('D13 takes the longest text that there may be, in any script', () => {
    const comment = `# ${'规'.repeat(LONGEST_TEXT - FIRST.length - 3)}\n`;
    const { versions } = told(install(comment + FIRST));
    expect(versions[0]?.text).toHaveLength(LONGEST_TEXT);
    expect(Buffer.byteLength(JSON.stringify(versions))).toBeLessThan(1024 * 1024);
  });
});

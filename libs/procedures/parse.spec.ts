import { describe, expect, it } from 'vitest';
import { parseProcedure } from './parse.ts';
import { SOUND, changed, problemsOf } from './testing/sound-file.ts';

const pathsAndReasons = (text: string) => problemsOf(text).map(({ path, reason }) => `${path}: ${reason}`);

describe('a sound procedure file', () => {
  const procedure = parseProcedure('shop.yaml', SOUND);

  it('D13 becomes a procedure: amounts in minor units, allowances read, defaults filled in', () => {
    expect(procedure).toMatchObject({
      id: 'corner-shop',
      version: 2,
      calendar: {
        openingHours: [
          ['08:00', '12:00'],
          ['13:00', '18:00'],
        ],
      },
      severities: [
        { id: 'small', criteria: [] },
        { id: 'big', criteria: [{ id: 'injury', text: 'Somebody was hurt' }] },
      ],
      rootCauses: [{ id: 'storage', title: 'Stored badly' }],
      routing: { defaultDepartment: 'counter', notify: [{ severity: 'big', level: 'owner' }] },
      authority: {
        matters: [{ id: 'dear', level: 'owner', when: { valueAtLeast: 50_000 } }],
        compensation: [
          { level: 'frontline', upTo: 500 },
          { level: 'keeper', upTo: 5000 },
          { level: 'owner', upTo: null },
        ],
      },
      directRoutes: [{ to: 'owner', when: { severities: ['big'], respondentLevels: ['keeper', 'owner'] } }],
      followUp: { required: true, when: { respondentKinds: ['merchant'] } },
      extensions: [{ clock: 'resolve', when: { outcomes: ['substantiated'] } }],
      settleAtOnce: [{ severities: ['small'] }, { severities: ['big'], complainantKinds: ['staff'] }],
      resolving: {
        requires: [
          { step: 'classified' },
          { step: 'concluded', when: { complainantKinds: ['business'], causes: ['storage'] } },
          { step: 'visited' },
        ],
      },
      closing: {
        requires: [
          { step: 'outcomeNotified' },
          { step: 'writtenResponse', when: { channels: ['letter'], sites: ['market'] } },
        ],
      },
      counterReturn: { withinDays: 15 },
      calendars: {
        hotline: {
          ...{ holidays: 'none', workingWeekdays: [1, 2, 3, 4, 5, 6, 7], openingHours: [['06:00', '22:00']] },
        },
      },
    });
    expect(procedure.clocks[0]).toEqual({
      id: 'reply',
      kind: 'firstReply',
      title: 'Reply',
      rule: 'CLK-10',
      starts: 'received',
      stops: ['answered'],
      allowance: { elapsedMinutes: 1440 },
      warnAt: 0.5,
      orAsRequested: false,
      onDue: 'breach',
      breachEffects: [],
      repeats: false,
      responsible: 'owner',
      pausable: false,
      counts: 'fromStart',
      onReopening: 'goesOn',
      goesOnAfter: [],
    });
    expect(procedure.clocks[1]).toMatchObject({
      when: { channels: ['desk'], valueBelow: 1000 },
      allowance: { bySeverity: { small: { businessDays: 3 }, big: { sameDay: true } } },
    });
  });

  it('D13 cannot be changed after loading', () => {
    expect(() => {
      Object.assign(procedure.ladder, [{ id: 'me', title: 'Me' }]);
    }).toThrow(TypeError);
  });
});

describe('a file that cannot be used', () => {
  it('D13 collects what is wrong with form, figures and names together, each with its line', () => {
    const broken = changed(
      ['title: Corner shop', 'title: Corner shop\ncolour: red'],
      ['allowance: 24h', 'allowance: later'],
      ['settleAtOnce: [small,', 'settleAtOnce: [tiny,'],
    );
    const lines = broken.split('\n');
    const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;
    expect(problemsOf(broken)).toMatchObject([
      { file: 'shop.yaml', path: 'colour', reason: 'unknown key', line: lineOf('colour: red') },
      {
        file: 'shop.yaml',
        path: 'clocks[0].allowance',
        reason: expect.stringContaining('later'),
        line: lineOf('allowance: later'),
      },
      {
        file: 'shop.yaml',
        path: 'settleAtOnce[0]',
        reason: expect.stringContaining('tiny'),
        line: lineOf('tiny'),
      },
    ]);
    expect(() => parseProcedure('shop.yaml', broken)).toThrow(
      /^shop\.yaml: colour: unknown key \(line 5\)\n/m,
    );
  });

  it('D13 names the line of broken YAML', () => {
    expect(problemsOf('id: [')).toMatchObject([{ file: 'shop.yaml', path: '', line: 1 }]);
    expect(problemsOf('id: a\nid: b')).toMatchObject([{ reason: 'Map keys must be unique', line: 2 }]);
  });

  it('D13 refuses an empty file, a list, and aliases that would blow it up', () => {
    expect(pathsAndReasons('')).toEqual([': is empty']);
    expect(pathsAndReasons('- a')).toEqual([': ["a"] must be object']);
    const bomb = `a: &a [${'x,'.repeat(50)}]\n${['b', 'c', 'd', 'e', 'f'].map((key, index) => `${key}: &${key} [${`*${'abcde'.charAt(index)},`.repeat(50)}]`).join('\n')}`;
    expect(pathsAndReasons(bomb)).toEqual([expect.stringContaining('Excessive alias count')]);
  });

  it.each([
    ['a text of any length', `id: ${'x'.repeat(50 * 1024 ** 2)}`, 'It is longer than 200000 characters.'],
    ['lists without end', '['.repeat(20_000), 'It is nested more than 100 times.'],
    ['keys of keys', '? '.repeat(20_000), 'It is nested more than 100 times.'],
    ['maps in maps', '{a: '.repeat(5_000), 'It is nested more than 100 times.'],
    ['two documents', 'id: a\n---\nid: b', 'It holds more than one document'],
  ])('D13 refuses %s before it costs anything', (_name, text, reason) => {
    expect(problemsOf(text)).toMatchObject([{ file: 'shop.yaml', reason }]);
  });

  it('D13 tells of repeated keys among many', () => {
    const keys = Array.from({ length: 5_000 }, (_, index) => `k${String(index)}: 1`).join('\n');
    expect(problemsOf(`${keys}\nk7: 2`)).toMatchObject([{ reason: 'Map keys must be unique', line: 5_001 }]);
  });

  it('AUT-4 CLK-7 DIS-3 reads time by level, what a miss brings about, and several levels to be told', () => {
    const { clocks, routing } = parseProcedure(
      'shop.yaml',
      changed(
        ['starts: received\n    stops: [answered]', 'starts: escalated\n    stops: [levelAnswered]'],
        ['allowance: 24h', 'allowance: { byLevel: { keeper: 4h, owner: 2d } }'],
        [
          'warnAt: 0.5',
          'calendar: hotline\n    breachEffects: [escalate, { escalateTo: owner }, { notify: keeper }]',
        ],
        ['notify: { big: owner }', 'notify: { big: [keeper, owner] }'],
      ),
    );
    expect(clocks[0]).toMatchObject({
      allowance: { byLevel: { keeper: { elapsedMinutes: 240 }, owner: { elapsedMinutes: 2880 } } },
      breachEffects: ['escalate', { escalateTo: 'owner' }, { notify: 'keeper' }],
      calendar: 'hotline',
    });
    expect(routing.notify).toEqual([
      { severity: 'big', level: 'keeper' },
      { severity: 'big', level: 'owner' },
    ]);
  });

  it('INT-2 reads own fields and what has to be asked, of which complaints', () => {
    expect(parseProcedure('shop.yaml', SOUND).intake).toEqual({
      fields: [
        {
          ...{ id: 'desk', title: 'Desk', kind: 'choice' },
          choices: [
            { id: 'north', title: 'North' },
            { id: 'south', title: 'South' },
          ],
        },
        { id: 'room', title: 'Room', kind: 'text', choices: [] },
      ],
      requires: [
        { field: 'complainantName' },
        { field: 'room', when: { channels: ['phone'], details: { desk: ['north'] } } },
      ],
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERASED, UNREADABLE } from '#event-sourcing';
import { registryOf, type Procedure } from '#procedures';
import type { RecordedCaseEvent } from '../case/events.ts';
import { classifiedAs, schedulerRuns } from '../testing/clocks.ts';
import { residentialProperty, type Story } from '../testing/story.ts';
import { withClock } from '../testing/versions.ts';
import { deadlinePicture } from './deadline-picture.ts';
import { explainDeadlines, type ExplainedDeadlines } from './explain-deadlines.ts';
import { lengthText } from './lengths.ts';
import { millisOf, sentencesOf } from './told-deadlines.ts';

const explained = (told: Story, rules: Procedure = residentialProperty): ExplainedDeadlines => {
  // What a stored event has besides, no explanation looks at.
  const events = told.events.map(
    (event, revision) => ({ ...event, revision }) as unknown as RecordedCaseEvent,
  );
  const found = explainDeadlines('7F3K-9M2Q-X4TB', events, registryOf([rules]));
  if (found === undefined) throw new Error('there is no such case');
  return found;
};
const said = (told: Story, clock: string, language: 'en' | 'zh' = 'en', rules?: Procedure) => {
  const all = explained(told, rules);
  const found = all.clocks.find((each) => each.clock === clock);
  return found && sentencesOf(found, all, language);
};
const other = (resolve: Parameters<typeof withClock>[1]): Procedure => ({
  ...withClock('resolve', resolve),
  ...{ version: 1, contentHash: '0'.repeat(64) },
});
const workingDays = other({ allowance: { businessDays: 3 } });

describe('why a clock is due when it is, in sentences (D12)', () => {
  it('D12 tells the beginning, each stretch, their sum, and the due time', () => {
    expect(said(classifiedAs('important'), 'resolve')).toEqual([
      'Begins 2026-09-01 09:00: the complaint was received.',
      'Allowed: 3 days.',
      '2026-09-01 09:00 – 2026-09-04 09:00: 3 days counted (time that passes).',
      'Counted in all: 3 days.',
      'Due 2026-09-04 09:00.',
      'It runs.',
    ]);
  });

  it('D12 tells it in Chinese', () => {
    expect(said(classifiedAs('important'), 'resolve', 'zh')).toEqual([
      '自2026-09-01 09:00起算：受理投诉。',
      '时限：3天。',
      '2026-09-01 09:00 – 2026-09-04 09:00：计入3天（连续计时）。',
      '合计计入：3天。',
      '2026-09-04 09:00到期。',
      '计时中。',
    ]);
  });

  it('D12 CLK-2 names every working day that counts, and what came of the clock', () => {
    const told = classifiedAs('important', {}, workingDays);
    const sentences = said(schedulerRuns(told, '2026-09-20T09:00:00+08:00'), 'resolve', 'en', workingDays);
    expect(sentences?.filter((each) => each.includes('counted (working day)'))).toHaveLength(3);
    expect(sentences?.at(-1)).toBe('It was missed, and runs on.');
  });

  const told = explained(classifiedAs('important'));
  const [some] = told.clocks;
  const toldOf = (more: Partial<NonNullable<typeof some>>, language: 'en' | 'zh' = 'en') =>
    some === undefined ? [] : sentencesOf({ ...some, ...more }, told, language);
  const at = '2026-10-01T01:00:00.000Z';

  it.each<[string, Partial<NonNullable<typeof some>>]>([
    ['It runs.', { status: 'running', breached: false }],
    ['It was missed, and runs on.', { status: 'running', breached: true }],
    ['It has stood still since 2026-10-01 09:00.', { status: 'running', breached: false, pausedSince: at }],
    [
      'It was missed, and has stood still since 2026-10-01 09:00.',
      { status: 'running', breached: true, pausedSince: at },
    ],
    ['It was met at 2026-10-01 09:00.', { status: 'met', breached: false, endedAt: at }],
    ['It was met too late, at 2026-10-01 09:00.', { status: 'met', breached: true, endedAt: at }],
    ['It does not hold any more, since 2026-10-01 09:00.', { status: 'cancelled', endedAt: at }],
    ['Its time ran out.', { status: 'expired' }],
  ])('D12 CLK-9 tells how a clock stands: %s', (sentence, more) => {
    expect(toldOf(more).at(-1)).toBe(sentence);
  });

  it('D12 CLK-2 CLK-4 CLK-9 names holidays, pauses by their reason, extensions with their level, and what is provisional', () => {
    const stretch = { from: at, to: '2026-10-02T01:00:00.000Z' };
    const extended = {
      from: at,
      to: stretch.to,
      reason: 'Parts are late.',
      approverLevel: 'general-manager',
    };
    const change = { revision: '9', recordedAt: at };
    const more: Partial<NonNullable<typeof some>> = {
      countsFrom: at,
      provisional: true,
      intervals: [
        { ...stretch, counts: false, why: 'holiday', note: 'National Day (国庆节)' },
        { ...stretch, counts: false, why: 'paused', note: 'waitingForComplainant' },
      ],
      history: [
        { ...change, type: 'ExtensionGranted', data: extended },
        { ...change, type: 'ExtensionRefused', data: { ...extended, requested: stretch.to } },
      ],
    };
    expect(toldOf(more)).toEqual([
      expect.stringMatching(/^Begins /),
      'Its time counts from 2026-10-01 09:00.',
      expect.stringMatching(/^Allowed: /),
      '2026-10-01 09:00 – 2026-10-02 09:00: 1 day not counted (holiday: National Day (国庆节)).',
      '2026-10-01 09:00 – 2026-10-02 09:00: 1 day not counted (paused: waiting for the complainant).',
      'Counted in all: 0 min.',
      'Extended from 2026-10-01 09:00 to 2026-10-02 09:00 by general-manager: Parts are late.',
      'general-manager refused to extend it to 2026-10-02 09:00: Parts are late.',
      expect.stringMatching(/^Due .*, provisionally: the holidays of that year are not decreed yet\.$/),
      expect.any(String),
    ]);
    expect(toldOf(more, 'zh')).toHaveLength(10);
    expect(toldOf(more, 'zh').join('')).not.toMatch(/counted|Extended|refused|Due|Begins/);
  });

  it.each([
    ['erased', ERASED],
    ['unreadable', UNREADABLE],
  ])('PRI-2 says that the reason of an extension is %s', (word, gone) => {
    const data = { from: at, to: at, requested: at, approverLevel: 'general-manager', reason: gone };
    const change = { revision: '9', recordedAt: at, data };
    const sentences = toldOf({
      history: [
        { ...change, type: 'ExtensionGranted' },
        { ...change, type: 'ExtensionRefused' },
      ],
    });
    expect(sentences.filter((each) => each.endsWith(`: ${word}`))).toHaveLength(2);
  });

  it('D13 says that nothing is explained where the rules are not there any more', () => {
    const told = classifiedAs('important');
    const all = { ...explained(told), rulesMissing: true as const };
    const [clock] = all.clocks.map((each) => ({ ...each, intervals: [] }));
    expect(clock && sentencesOf(clock, all, 'en')[2]).toMatch(/missing or changed/);
  });

  it('says lengths to the millisecond', () => {
    expect([90_061_500, 60_000, 0, 86_400_000].map((each) => lengthText(each, 'en'))).toEqual([
      ...['1 day 1 h 1 min 1.5 s', '1 min', '0 min', '1 day'],
    ]);
    const length = fc.integer({ min: 0, max: 40 * 86_400_000 });
    fc.assert(
      fc.property(length, (millis) => {
        const units = { day: 86_400_000, days: 86_400_000, h: 3_600_000, min: 60_000, s: 1_000 };
        const words = lengthText(millis, 'en').split(' ');
        const sum = words.reduce((all, word, index) => {
          const unit = units[words[index + 1] as keyof typeof units];
          return index % 2 === 0 ? all + Math.round(Number(word) * unit) : all;
        }, 0);
        expect(sum).toBe(millis);
      }),
    );
  });
});

describe('a picture of all clocks (D12)', () => {
  it('has what counts and what does not in its place, and nothing of anybody else’s markup', () => {
    const rules = other({ allowance: { businessDays: 3 }, title: '<b>&' });
    const all = explained(classifiedAs('important', {}, rules), rules);
    const picture = deadlinePicture(all);
    expect(picture).toContain('&lt;b&gt;&amp;');
    expect(picture).not.toContain('<b>');
    const pieces = all.clocks.reduce((sum, { intervals }) => sum + Math.max(1, intervals.length), 0);
    expect(picture.match(/<rect x=/g)).toHaveLength(pieces);
    const drawn = [...picture.matchAll(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)" height="10"/g)];
    expect(drawn.every(([, x, width]) => Number(x) + Number(width) <= 745)).toBe(true);
  });

  it('D12 counted stretches of elapsed time add up to the allowance', () => {
    const { clocks } = explained(classifiedAs('major'));
    expect(clocks.some(({ allowance }) => 'elapsedMinutes' in allowance)).toBe(true);
    for (const { intervals, allowance } of clocks)
      if ('elapsedMinutes' in allowance)
        expect(intervals.filter(({ counts }) => counts).reduce((sum, each) => sum + millisOf(each), 0)).toBe(
          allowance.elapsedMinutes * 60_000,
        );
  });
});

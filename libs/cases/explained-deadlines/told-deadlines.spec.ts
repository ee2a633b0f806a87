import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

  it('D12 CLK-2 names weekends and every day that counts, and what came of the clock', () => {
    const told = classifiedAs('important', {}, workingDays);
    const sentences = said(schedulerRuns(told, '2026-09-20T09:00:00+08:00'), 'resolve', 'en', workingDays);
    expect(sentences?.filter((each) => each.includes('counted (working day)'))).toHaveLength(3);
    expect(sentences?.at(-1)).toBe('It was missed, and runs on.');
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
    for (const { intervals, allowance } of explained(classifiedAs('major')).clocks)
      if ('elapsedMinutes' in allowance)
        expect(intervals.filter(({ counts }) => counts).reduce((sum, each) => sum + millisOf(each), 0)).toBe(
          allowance.elapsedMinutes * 60_000,
        );
  });
});

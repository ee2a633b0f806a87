import { describe, expect, it } from 'vitest';
import { registryOf } from '#procedures';
import { classifiedAs } from '../testing/clocks.ts';
import { GENERAL_MANAGER, residentialProperty, type Story } from '../testing/story.ts';
import { days, withClock } from '../testing/versions.ts';
import type { RecordedCaseEvent } from '../case/events.ts';
import { explainDeadlines } from './explain-deadlines.ts';

const five = withClock('resolve', { allowance: days(5), title: 'Within five days' });

const explained = (told: Story, second = five) => {
  const versions = registryOf([residentialProperty, second]);
  // What a stored event has besides, no explanation looks at.
  const events = told.events.map(
    (event, revision) => ({ ...event, revision }) as unknown as RecordedCaseEvent,
  );
  const found = explainDeadlines('7F3K-9M2Q-X4TB', events, versions);
  return { ...found, clock: (name: string) => found?.clocks.find(({ clock }) => clock === name) };
};
const moved = (to: typeof five) =>
  classifiedAs('important')
    .at('2026-09-02T10:00:00+08:00')
    .letting(GENERAL_MANAGER, 'MoveToVersion', { version: to.version, reason: 'New' }, { target: to });

describe('deadlines of a case whose rules are not there any more (D13)', () => {
  it.each([
    ['changed in place', [{ ...residentialProperty, contentHash: 'changed' }]],
    ['lost', []],
  ])('D13 stand as recorded, and nothing is explained by a file that was %s', (_, procedures) => {
    const events = classifiedAs('important').events.map(
      (event, revision) => ({ ...event, revision }) as unknown as RecordedCaseEvent,
    );
    const openedUnder = events.map((event) =>
      event.type === 'ComplaintLogged'
        ? { ...event, data: { ...event.data, procedure: { ...event.data.procedure, rules: 'as it was' } } }
        : event,
    ) as readonly RecordedCaseEvent[];
    const found = explainDeadlines('7F3K-9M2Q-X4TB', openedUnder, registryOf(procedures));
    expect(found?.rulesMissing).toBe(true);
    const resolve = found?.clocks.find(({ clock }) => clock === 'resolve');
    expect(resolve).toMatchObject({ dueAt: '2026-09-04T01:00:00.000Z', intervals: [] });
  });
});

describe('deadlines of a case that was moved to another version (D13)', () => {
  it('D13 explains a clock that runs by the version that holds now', () => {
    const { procedure, clock } = explained(moved(five));
    expect(procedure).toBe('residential-property@2');
    expect(clock('resolve')).toMatchObject({
      ...{ procedure: 'residential-property@2', title: 'Within five days' },
      dueAt: '2026-09-06T01:00:00.000Z',
    });
    expect(clock('resolve')?.intervals.at(-1)?.to).toBe('2026-09-06T01:00:00.000Z');
  });

  it('D13 explains a clock that was over before by the version that held for it', () => {
    const other = { ...five, clocks: five.clocks.map((rule) => ({ ...rule, title: 'Otherwise' })) };
    const { clock } = explained(moved(other), other);
    expect(clock('classify')).toMatchObject({ status: 'met', procedure: 'residential-property@1' });
    expect(clock('classify')?.title).toBe('Classify the complaint');
  });

  it('D13 explains a clock that the other version does not have by the one that has it', () => {
    const without = withClock('dispatch');
    const { clock } = explained(moved(without), without);
    expect(clock('dispatch')).toMatchObject({
      status: 'cancelled',
      title: 'Send the form to the department',
    });
  });
});

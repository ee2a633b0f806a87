import { casesField, command, ourOwn, there } from '../command.ts';
import { draft } from '../events.ts';

export const releaseCases = command({
  name: 'ReleaseCases',
  summary: 'Cases turned out to be none of what an improvement issue is about (IMP-1).',
  ...ourOwn,
  when: there,
  data: { cases: casesField({ max: 10_000 }) },
  decide({ cases }, issue) {
    const released = cases.filter((each) => issue.cases.includes(each));
    return released.length === 0 ? [] : [draft('CasesReleased', { cases: released })];
  },
});

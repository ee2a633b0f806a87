import { describe, expect, it } from 'vitest';
import { shippedProcedure, story, type Character, type Story } from '../../testing/story.ts';
import type { CaseCommands } from '../commands.ts';

const guide = shippedProcedure('requests-guide');
const MANAGER: Character = { id: 'manager-1', roles: ['team-manager'] };
const DEMANDS: CaseCommands['RecordDemands'] = {
  demands: [
    { rank: 'primary', text: 'The waiting time is told at the entrance' },
    { rank: 'secondary', text: 'A chair' },
  ],
};
const answer = (demand: string, more: Partial<CaseCommands['AnswerDemand']> = {}) =>
  ({ demand, answer: 'adopted', reason: 'From Monday', method: 'phone', ...more }) as const;

const complaint = (more: Partial<CaseCommands['LogComplaint']> = {}): Story =>
  story(guide)
    .opened(more)
    .letting(MANAGER, 'ClassifyCase', { ...GRADE })
    .accepted();
const GRADE = {
  category: firstLeaf(),
  severity: guide.severities[0]?.id ?? '',
  criterion: guide.severities[0]?.criteria[0]?.id ?? '',
};
function firstLeaf(): string {
  const [group] = guide.categories === 'asRecorded' ? [] : guide.categories;
  return `${group?.id ?? ''}/${group?.leaves[0]?.id ?? ''}`;
}
const concluded = (told: Story): Story =>
  told
    .letting(MANAGER, 'ConcludeInvestigation', {
      ...{ outcome: 'notSubstantiated', responsibility: 'nobody', explanation: 'Nothing found' },
      rootCause: guide.rootCauses.at(-1)?.id ?? '',
    })
    .accepted();
const settled = (told: Story): Story => told.letting(MANAGER, 'ResolveCase', { summary: 'Explained' });
const told = (of: Story): Story =>
  of.do('NotifyOutcome', { to: 'complainant', method: 'phone', summary: 'Explained', written: false });

describe('several demands of one complaint (CLS-10)', () => {
  it('CLS-10 are numbered, and one of them is the primary one', () => {
    complaint()
      .do('RecordDemands', { demands: [{ rank: 'secondary', text: 'A chair' }] })
      .refused('primary-demand-needed', 'CLS-10');
    const first = complaint().do('RecordDemands', DEMANDS);
    expect(first.record.demands.map(({ demand, rank }) => [demand, rank])).toEqual([
      ['N1', 'primary'],
      ['N2', 'secondary'],
    ]);
    const further = first.do('RecordDemands', { demands: [{ rank: 'secondary', text: 'Water' }] });
    expect(further.last('DemandsRecorded')).toMatchObject([{ demands: [{ demand: 'N3' }] }]);
  });

  it('CLS-10 are on record before the case is resolved, where the procedure asks for them', () => {
    settled(concluded(complaint())).refused('no-demands', 'CLS-10');
    settled(concluded(complaint().do('RecordDemands', DEMANDS))).accepted();
    expect(guide.resolving.requires.find(({ step }) => step === 'demandsNamed')?.when).toEqual({
      contactKinds: ['complaint', 'suggestion'],
    });
  });

  it('CLS-10 are each answered before the case is closed', () => {
    const open = told(settled(concluded(complaint().do('RecordDemands', DEMANDS))));
    open.letting(MANAGER, 'AnswerDemand', answer('N1')).accepted();
    open.letting(MANAGER, 'CloseCase', {}).refused('closing-conditions-missing', 'OUT-5');
    const [missing] = missingOf(open.letting(MANAGER, 'CloseCase', {}));
    expect(missing).toBe('demandsAnswered');
    open.letting(MANAGER, 'AnswerDemand', answer('N2', { answer: 'declined', reason: 'No room' })).accepted();
    expect(missingOf(open.letting(MANAGER, 'CloseCase', {}))).not.toContain('demandsAnswered');
  });

  it('AUT-3 are adopted or declined by the level that decides on the matter', () => {
    const open = complaint().do('RecordDemands', DEMANDS);
    open.do('AnswerDemand', answer('N1')).refused('not-authorised', 'AUT-3');
    open.letting(MANAGER, 'AnswerDemand', answer('N1')).accepted();
  });

  it('IMP-5 whoever asked hears why, unless nobody is known', () => {
    const { method: _, ...silent } = answer('N1');
    complaint()
      .do('RecordDemands', DEMANDS)
      .letting(MANAGER, 'AnswerDemand', silent)
      .refused('reason-not-told', 'CLS-10');
    complaint({ complainant: { kind: 'unknown' } })
      .do('RecordDemands', DEMANDS)
      .letting(MANAGER, 'AnswerDemand', silent)
      .accepted();
  });

  it('CLS-10 only what was asked for is answered', () => {
    complaint().letting(MANAGER, 'AnswerDemand', answer('N1')).refused('unknown-demand', 'CLS-10');
  });

  it('OUT-6 a reopened case answers them anew', () => {
    const done = settled(concluded(complaint().do('RecordDemands', DEMANDS)));
    done.letting(MANAGER, 'AnswerDemand', answer('N1')).accepted();
    const again = told(done).letting(MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'A witness' });
    expect(again.record.demands).toEqual([
      expect.not.objectContaining({ answer: 'adopted' }),
      expect.objectContaining({ demand: 'N2' }),
    ]);
  });

  it('LIF-2 a case is not merged while nobody has answered them', () => {
    const into = { into: '7F3K-9M2Q-X4TB', reason: 'The same' };
    const open = complaint().do('RecordDemands', { demands: DEMANDS.demands.slice(0, 1) });
    open.letting(MANAGER, 'MergeCase', into).refused('demands-unanswered', 'CLS-10');
    open.letting(MANAGER, 'AnswerDemand', answer('N1')).accepted();
    expect(open.letting(MANAGER, 'MergeCase', into).lastTypes).toContain('MergeStarted');
  });
});

const missingOf = (refused: Story): readonly unknown[] =>
  (refused.lastRefusal?.details?.['missing'] as readonly unknown[] | undefined) ?? [];

import { describe, expect, it } from 'vitest';
import { storyAt } from '../../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  plainComplaint,
  RECEIVER,
  residentialProperty,
  story,
} from '../../testing/story.ts';

const conclusion = {
  outcome: 'substantiated',
  rootCause: 'attitude',
  explanation: 'The guard laughed.',
  responsibility: 'person',
} as const;

describe('who a case is about and for', () => {
  it('INT-2 a guardian speaks for the complainant, who is not anonymous for that', () => {
    const representative = { as: 'guardian', name: 'Li Hong', phone: '+86 21 5550 0101' } as const;
    const told = story().opened({ complainant: { kind: 'individual', name: 'Li Bao', representative } });
    expect(told.record.complainant).toEqual({
      ...{ kind: 'individual', anonymous: false, name: 'Li Bao' },
      representative,
    });
  });

  it('INT-2 nobody is named twice, however the id is spelled', () => {
    const respondents = [
      { kind: 'person', staffId: 'guard-7' },
      { kind: 'person', staffId: 'GUARD-7' },
    ] as const;
    const complaint = { ...plainComplaint(residentialProperty), respondents: [...respondents] };
    story().do('LogComplaint', complaint).refused('named-twice', 'INT-2');
  });

  it('INV-4 the highest level among several respondents counts, and the owner is none of them', () => {
    const respondents = [
      { kind: 'person', staffId: 'deng', level: 'affairs-supervisor' },
      { kind: 'merchant', name: 'Shop 7' },
      { kind: 'person', staffId: RECEIVER.id, level: 'office-director' },
    ] as const;
    const told = story().opened({ respondents: [...respondents] });
    expect(told.record.owner).toBeUndefined();
    expect(told.last('EscalatedToManager')).toMatchObject([{ to: 'general-manager' }]);
    told.by(OFFICE_DIRECTOR);
    told.do('DeclareInadmissible', { ground: 'no-facts', method: 'phone' });
    told.refused('respondent-not-below', 'INV-4');
    told.by(GENERAL_MANAGER).do('DeclareInadmissible', { ground: 'no-facts', method: 'phone' }).accepted();
  });

  it('INV-3 a conclusion names whom it is laid on, where it is laid on a person', () => {
    const told = storyAt('dispatched').by(AFFAIRS_SUPERVISOR);
    told
      .do('ConcludeInvestigation', {
        ...conclusion,
        responsibility: 'organisation',
        responsiblePerson: 'guard-7',
      })
      .refused('no-person-responsible', 'INV-3');
    told.do('ConcludeInvestigation', { ...conclusion, responsiblePerson: 'guard-7' });
    expect(told.last('InvestigationConcluded')).toMatchObject([{ responsiblePerson: 'guard-7' }]);
  });

  it('INV-4 nobody finds on their own responsibility', () => {
    const responsiblePerson = AFFAIRS_SUPERVISOR.id.toUpperCase();
    storyAt('dispatched')
      .by(AFFAIRS_SUPERVISOR)
      .do('ConcludeInvestigation', { ...conclusion, responsiblePerson })
      .refused('not-authorised', 'AUT-3');
    storyAt('dispatched')
      .by(GENERAL_MANAGER)
      .do('ConcludeInvestigation', { ...conclusion, responsiblePerson: GENERAL_MANAGER.id })
      .refused('conflict-of-interest', 'INV-4');
  });
});

describe('what ends or grades a case', () => {
  it('LIF-2 AUT-3 a withdrawal is recorded by the level of the matter, or once it has decided', () => {
    const told = storyAt('classified');
    told.do('WithdrawCase', { reason: 'It works again.' }).refused('not-authorised', 'AUT-3');
    told.letting(AFFAIRS_SUPERVISOR, 'WithdrawCase', { reason: 'It works again.' }).accepted();
    expect(told.record.stage).toBe('withdrawn');
  });

  it('AUT-4 CLS-3 while a level is asked, nobody below it grades the case', () => {
    const respondents = [{ kind: 'person', staffId: RECEIVER.id }] as const;
    const told = story().opened({ respondents: [...respondents] });
    const grade = { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' } as const;
    const colleague = { id: 'colleague-1', roles: ['receiver'] };
    told.by(colleague).do('ClassifyCase', grade).refused('level-asked', 'AUT-4');
    told.by(AFFAIRS_SUPERVISOR).do('ClassifyCase', grade).accepted();
  });
});

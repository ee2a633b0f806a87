import { describe, expect, it } from 'vitest';
import { storyAt } from '../../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  RECEIVER,
  residentialProperty,
  story,
  type Character,
} from '../../testing/story.ts';
import type { CaseCommands } from '../commands.ts';
import { INVESTIGATION_OUTCOMES, RESPONSIBILITIES } from '../events/fields.ts';

const photo: CaseCommands['AddEvidence'] = {
  ...{ sha256: 'ab'.repeat(32), size: 120_411, mediaType: 'image/jpeg', fileName: 'door.jpg' },
  description: 'The sensor',
};
const finding: CaseCommands['RecordFinding'] = {
  ...{ kind: 'inspection', content: 'The door sensor is worn out.', evidence: [] },
};
const conclusion: CaseCommands['ConcludeInvestigation'] = {
  ...{ outcome: 'partlySubstantiated', responsibility: 'organisation', rootCause: 'facility' },
  explanation: 'Worn out before its time.',
};

describe('findings', () => {
  it.each(['statement', 'inspection', 'recordsConsulted', 'finding'] as const)(
    'INV-1 records a %s',
    (kind) => {
      const told = storyAt('dispatched').do('RecordFinding', { ...finding, kind, from: 'Guard Wang' });
      expect(told.last('FindingRecorded')).toEqual([{ ...finding, kind, from: 'Guard Wang', finding: 'F1' }]);
    },
  );

  it('INV-1 LIF-5 keeps author and time; the author counts as handler', () => {
    const engineer: Character = { id: 'engineer-1', roles: ['engineer'] };
    const told = storyAt('dispatched').by(engineer).at('2026-09-02T18:00:00+08:00');
    told.do('RecordFinding', finding, { happenedAt: '2026-09-02T15:30:00+08:00' });
    expect(told.lastEvents.at(-1)?.metadata).toMatchObject({
      actor: { id: 'engineer-1', role: 'engineer' },
      happenedAt: '2026-09-02T07:30:00.000Z',
      recordedAt: '2026-09-02T10:00:00.000Z',
    });
    expect(told.record.handlers).toContain('engineer-1');
  });

  it('INV-1 INV-2 attaches evidence of the case, and only of the case', () => {
    const told = storyAt('dispatched').do('AddEvidence', photo);
    told.do('RecordFinding', { ...finding, evidence: ['E1'] });
    expect(told.last('FindingRecorded')).toMatchObject([{ finding: 'F1', evidence: ['E1'] }]);
    told.do('RecordFinding', { ...finding, evidence: ['E1', 'E2'] }).refused('unknown-evidence', 'INV-2');
    expect(told.lastRefusal?.details).toEqual({ known: ['E1'] });
  });

  it('INV-1 numbers findings one after the other', () => {
    const told = storyAt('dispatched').do('RecordFinding', finding).do('RecordFinding', finding);
    expect(told.last('FindingRecorded')).toMatchObject([{ finding: 'F2' }]);
  });
});

describe('evidence', () => {
  it('INV-2 records hash, size, media type and name', () => {
    const told = storyAt('received').do('AddEvidence', photo);
    expect(told.last('EvidenceAdded')).toEqual([{ ...photo, evidence: 'E1' }]);
  });

  it('INV-2 adds the same file once, and under another name as what it is called there', () => {
    const told = storyAt('received').do('AddEvidence', photo);
    expect(told.do('AddEvidence', photo).lastTypes).toEqual([]);
    told.do('AddEvidence', { ...photo, fileName: 'copy.jpg' });
    expect(told.last('EvidenceAdded')).toMatchObject([{ evidence: 'E2', fileName: 'copy.jpg' }]);
    told.do('AddEvidence', { ...photo, sha256: 'cd'.repeat(32) });
    expect(told.last('EvidenceAdded')).toMatchObject([{ evidence: 'E3' }]);
  });

  it('INV-2 takes so many bytes for one case, and counts those of a second name once', () => {
    const evidenceBytes = 2 * photo.size;
    const told = storyAt('received').do('AddEvidence', photo, { evidenceBytes });
    told.do('AddEvidence', { ...photo, sha256: 'cd'.repeat(32) }, { evidenceBytes }).accepted();
    const another = { ...photo, sha256: 'ef'.repeat(32), size: 1 };
    told.do('AddEvidence', another, { evidenceBytes }).refused('evidence-full', 'INV-2');
    expect(told.lastRefusal?.details).toEqual({ held: evidenceBytes, evidenceBytes });
    told.do('AddEvidence', { ...photo, fileName: 'copy.jpg' }, { evidenceBytes }).accepted();
  });
});

describe('the conclusion', () => {
  it.each(INVESTIGATION_OUTCOMES)('INV-3 concludes: %s', (outcome) => {
    const told = storyAt('dispatched').letting(GENERAL_MANAGER, 'ConcludeInvestigation', {
      ...conclusion,
      outcome,
    });
    expect(told.last('InvestigationConcluded')).toEqual([{ ...conclusion, outcome }]);
    expect(told.record).toMatchObject({ stage: 'investigated', conclusion: { outcome } });
  });

  it.each(RESPONSIBILITIES)('INV-3 finds who is responsible: %s', (responsibility) => {
    const told = storyAt('dispatched').letting(GENERAL_MANAGER, 'ConcludeInvestigation', {
      ...conclusion,
      responsibility,
    });
    expect(told.record.conclusion?.responsibility).toBe(responsibility);
  });

  it('INV-3 takes the root cause from the taxonomy of the procedure', () => {
    const told = storyAt('dispatched').letting(GENERAL_MANAGER, 'ConcludeInvestigation', {
      ...conclusion,
      rootCause: 'bad luck',
    });
    told.refused('unknown-root-cause', 'INV-3');
    expect(told.lastRefusal?.details).toEqual({
      rootCauses: residentialProperty.rootCauses.map(({ id }) => id),
    });
  });

  it('INV-3 lets a later conclusion replace an earlier one; both stay in the history', () => {
    const told = storyAt('investigated').letting(GENERAL_MANAGER, 'ConcludeInvestigation', {
      ...conclusion,
      rootCause: 'skill',
    });
    expect(told.record.conclusion?.rootCause).toBe('skill');
    expect(told.events.filter(({ type }) => type === 'InvestigationConcluded')).toHaveLength(2);
  });
});

describe('conflicts of interest', () => {
  const judging = [
    ['RecordFinding', finding],
    ['ConcludeInvestigation', conclusion],
  ] as const;
  const about = (respondent: NonNullable<CaseCommands['LogComplaint']['respondents']>[number]) =>
    story()
      .opened({ respondents: [respondent] })
      .do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' });

  it.each(judging)('INV-4 %s: not by the one complained about', (type, data) => {
    const told = about({ kind: 'person', staffId: 'guard-7' }).by({ id: 'guard-7', roles: ['guard'] });
    told.do(type, data).refused('conflict-of-interest', 'INV-4');
    expect(told.by(AFFAIRS_SUPERVISOR).do(type, data).accepted().lastEvents).not.toEqual([]);
  });

  it.each(judging)('INV-4 %s: a complaint about a supervisor goes above that supervisor', (type, data) => {
    const told = about({ kind: 'person', staffId: 'boss-1', level: 'affairs-supervisor' });
    for (const colleague of [RECEIVER, AFFAIRS_SUPERVISOR])
      told.by(colleague).do(type, data).refused('respondent-not-below', 'INV-4');
    for (const above of [OFFICE_DIRECTOR, GENERAL_MANAGER])
      expect(told.by(above).do(type, data).accepted().lastEvents).not.toEqual([]);
  });

  it('INV-4 leaves a complaint about the highest level to a colleague of that level, not to the person', () => {
    const told = about({ kind: 'person', staffId: GENERAL_MANAGER.id, level: 'general-manager' });
    told.by(OFFICE_DIRECTOR).do('RecordFinding', finding).refused('respondent-not-below', 'INV-4');
    told.by(GENERAL_MANAGER).do('RecordFinding', finding).refused('conflict-of-interest', 'INV-4');
    told.by({ ...GENERAL_MANAGER, id: 'general-manager-2' }).do('RecordFinding', finding);
    expect(told.last('FindingRecorded')).toHaveLength(1);
  });

  it('LIF-3 goes by the role that is acted in; several roles do not add up', () => {
    const told = about({ kind: 'person', level: 'affairs-supervisor' });
    told.by({ id: 'both', roles: ['affairs-supervisor', 'office-director'] });
    told.do('ConcludeInvestigation', conclusion).refused('respondent-not-below', 'INV-4');
    told.by({ id: 'both', roles: ['office-director', 'affairs-supervisor'] });
    expect(told.do('ConcludeInvestigation', conclusion).record.stage).toBe('investigated');
  });
});

describe('mediation', () => {
  const meeting = {
    parties: ['merchant', 'complainant', 'organisation'],
    minutes: 'Both were heard.',
  } as const;

  it.each(['agreed', 'notAgreed', 'adjourned'] as const)(
    'INV-5 records a meeting with parties: %s',
    (result) => {
      const data = { ...meeting, parties: [...meeting.parties], result };
      expect(storyAt('investigated').do('RecordMediation', data).last('MediationHeld')).toEqual([data]);
    },
  );

  it('INV-5 refuses a meeting of one party with itself', () => {
    storyAt('investigated')
      .do('RecordMediation', { parties: ['merchant', 'merchant'], result: 'agreed', minutes: 'x' })
      .refused('parties-needed', 'INV-5');
  });
});

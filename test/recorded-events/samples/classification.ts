import type { Samples } from './samples.ts';

export const classificationSamples: Samples<'CaseClassified' | 'SeverityChanged' | 'CaseMovedToVersion' | 'CategoryChanged' | 'ValidityAssessed' | 'InvalidityExplained' | 'CaseDeclaredInadmissible' | 'SensitiveFlagRaised' | 'SensitiveFlagCleared' | 'DemandsRecorded' | 'DemandAnswered' | 'UnreasonableDemandRecorded' | 'UnlawfulBehaviourReported'> = {
  CaseClassified: {
    category: 'daily/goods-quality',
    severity: 'general',
    criterion: 'by-the-rules',
    complainantInsists: false,
  },
  SeverityChanged: {
    from: 'general',
    to: 'important',
    criterion: 'needs-investigation',
    reason: 'Smoke came out of it.',
    cause: 'decision',
  },
  CaseMovedToVersion: {
    from: { id: 'home-appliances', version: 1, rules: 'ab'.repeat(32) },
    to: { id: 'home-appliances', version: 2, rules: 'cd'.repeat(32) },
    reason: 'The new rules hold for all open cases.',
  },
  CategoryChanged: { from: 'daily/goods-quality', to: 'safety/hazard', reason: 'Smoke came out of it.' },
  ValidityAssessed: { valid: false, reason: 'Bought elsewhere.' },
  DemandsRecorded: {
    demands: [
      { demand: 'N1', rank: 'primary', text: 'The waiting time is to be told at the entrance.' },
      { demand: 'N2', rank: 'secondary', text: 'A chair for those who wait.' },
    ],
  },
  DemandAnswered: {
    demand: 'N1',
    answer: 'adopted',
    reason: 'A board at the entrance shows it from Monday.',
    method: 'phone',
  },
  InvalidityExplained: { method: 'phone', explanation: 'The receipt is of another shop.', accepted: true },
  CaseDeclaredInadmissible: {
    ground: 'in-court',
    explanation: 'The matter is already before a court, which decides it.',
    method: 'letter',
  },
  SensitiveFlagRaised: { flag: 'media', reason: 'A newspaper called.' },
  SensitiveFlagCleared: { flag: 'media', reason: 'A mistake.' },
  UnreasonableDemandRecorded: { demand: 'A car.', explanation: 'Explained what the warranty covers.' },
  UnlawfulBehaviourReported: { behaviour: 'Threw the cooker at the counter.', reportedTo: 'security' },
};

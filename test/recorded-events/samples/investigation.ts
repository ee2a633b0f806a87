import type { Samples } from './samples.ts';

export const investigationSamples: Samples<'FindingRecorded' | 'EvidenceAdded' | 'InvestigationConcluded' | 'ArrivedOnSite' | 'MeasuresTaken' | 'MediationHeld'> = {
  FindingRecorded: {
    finding: 'F1',
    kind: 'inspection',
    content: 'The switch is burnt.',
    from: 'The technician',
    evidence: ['E1'],
  },
  EvidenceAdded: {
    evidence: 'E1',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    size: 4,
    mediaType: 'image/jpeg',
    fileName: 'switch.jpg',
    description: 'The switch, opened.',
  },
  InvestigationConcluded: {
    outcome: 'substantiated',
    responsibility: 'merchant',
    rootCause: 'product-defect',
    responsiblePerson: 'cai.jun',
    explanation: 'A defective switch.',
  },
  ArrivedOnSite: { people: ['wu.tao', 'pan.xin'], place: 'Building 3, flat 1202' },
  MeasuresTaken: { measures: 'The doors were measured and set straight for the time being.' },
  MediationHeld: {
    parties: ['merchant', 'complainant', 'organisation'],
    result: 'agreed',
    minutes: 'The maker pays half.',
  },
};

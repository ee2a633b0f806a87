export const privacySamples = {
  LegalHoldPlaced: { hold: 'H1', reason: 'The court has asked for the file.', until: '2027-06-30T00:00:00.000Z' },
  LegalHoldLifted: { hold: 'H1', reason: 'The proceedings are over.' },
  ErasureDecided: { ground: 'request' },
  ErasureDropped: { because: 'case-not-over' },
  ErasureCarriedOut: { files: 2 },
  TracesRemoved: {},
  SubjectErased: { contacts: ['3fa91c'], files: ['ab'.repeat(32)] },
} as const;

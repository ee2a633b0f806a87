export const auditSamples = {
  DataRead: {
    what: 'caseDetails',
    case: '7F3K-9M2Q-X4TB',
    filters: [{ name: 'asOf', value: '2026-09-30T08:55:00.000Z' }, { name: 'owner' }],
    through: 'command-line',
    asPerson: 'mei.fang',
  },
  ParkedEventsDecided: {
    decision: 'discard',
    readModel: 'open-cases',
    stream: 'case-7F3K-9M2Q-X4TB',
    events: 3,
    through: 'api',
  },
  CommandLineUsed: { command: 'organisation apply', asPerson: 'mei.fang' },
} as const;

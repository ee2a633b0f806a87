export const procedureSamples = {
  ProcedureInstalled: {
    version: 2,
    text: 'id: residential-property\nversion: 2\n',
    hash: 'ab'.repeat(32),
    from: '2026-10-01T00:00:00.000Z',
    sites: ['riverside'],
  },
  ProcedureWithdrawn: { version: 2, reason: 'Its times contradict the law.' },
} as const;

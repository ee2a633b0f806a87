import type { OrganisationEventData, OrganisationEventType } from '#organisation';

export const organisationSamples: {
  readonly [Type in OrganisationEventType]: OrganisationEventData<Type>;
} = {
  ProcedureAdopted: {
    procedure: 'supermarket-authority',
    version: 1,
    site: 'riverside',
    from: '2026-11-01T00:00:00.000Z',
  },
  ProcedureDropped: {
    procedure: 'supermarket-authority',
    site: 'riverside',
    from: '2026-12-31T16:00:00.000Z',
  },
  SiteRegistered: { site: 'riverside', name: 'Riverside' },
  SiteClosed: { site: 'riverside', reason: 'Sold.' },
  DepartmentRegistered: { department: 'sales-floor', name: 'Sales floor', site: 'riverside' },
  DepartmentClosed: { department: 'sales-floor', reason: 'Joined with customer service.' },
  PersonRegistered: {
    person: 'cai.jun',
    name: 'Cai Jun',
    departments: ['sales-floor'],
    site: 'riverside',
    from: '2026-09-01T00:00:00.000Z',
  },
  PersonChanged: {
    person: 'cai.jun',
    name: 'Cai Jun',
    departments: ['customer-service'],
    site: 'riverside',
    from: '2026-10-01T00:00:00.000Z',
  },
  PersonDeparted: { person: 'cai.jun', from: '2026-12-31T16:00:00.000Z' },
  LevelAssigned: {
    person: 'xie.dong',
    procedure: 'supermarket-authority',
    level: 'store-manager',
    site: 'riverside',
    department: 'sales-floor',
    from: '2026-09-01T00:00:00.000Z',
  },
  LevelWithdrawn: {
    person: 'xie.dong',
    procedure: 'supermarket-authority',
    level: 'store-manager',
    site: 'riverside',
    department: 'sales-floor',
    from: '2026-12-01T00:00:00.000Z',
  },
  DeputyAppointed: {
    deputy: 'jiang.lan',
    forPerson: 'xie.dong',
    from: '2026-10-01T00:00:00.000Z',
    until: '2026-10-08T00:00:00.000Z',
    reason: 'On leave.',
  },
  DeputyEnded: {
    deputy: 'jiang.lan',
    forPerson: 'xie.dong',
    appointedFrom: '2026-10-01T00:00:00.000Z',
    from: '2026-10-05T00:00:00.000Z',
  },
  MailAddressSet: { person: 'xie.dong', email: 'xie.dong@example.com', language: 'zh' },
  MailAddressRemoved: { person: 'xie.dong' },
};

import type { Samples } from './samples.ts';

export const solutionSamples: Samples<'SolutionsPrepared' | 'PlanApproved' | 'PlanSentBack' | 'SolutionOffered' | 'OfferAuthorised' | 'SolutionAccepted' | 'AlternativesSought' | 'PriceCompared' | 'OfferLapsed' | 'SolutionRejected' | 'ResponsePlanSet' | 'PlanStepCompleted' | 'SolutionImplemented' | 'CompensationGranted' | 'CompensationRequested' | 'CompensationRequestRefused' | 'CompensationDelivered' | 'RemedyRevalued' | 'AmountsRecorded' | 'GoodsBroughtBack' | 'CompensationReversed' | 'SettlementMarkedConfidential' | 'SettlementConfidentialityLifted'> = {
  SettlementMarkedConfidential: { level: 'store-manager', reason: 'Agreed with their lawyer.' },
  SettlementConfidentialityLifted: { level: 'store-manager', reason: 'They have published it.' },
  SolutionsPrepared: {
    options: [
      { option: 'S1', description: 'Exchange it', remedy: { kind: 'replacement', goods: 'Rice cooker' } },
      {
        option: 'S2',
        description: 'Take 12% off',
        remedy: { kind: 'discount', percent: 12, of: 'bill' },
      },
      {
        option: 'S3',
        description: 'Refund it',
        remedy: { kind: 'refund', amount: { minor: 32900, currency: 'CNY' } },
      },
    ],
  },
  PlanApproved: {
    level: 'store-manager',
    remarks: 'Yes.',
    authority: { level: 'store-manager', rule: 'approvals', caseTotal: { minor: 32900, currency: 'CNY' } },
  },
  PlanSentBack: { level: 'store-manager', instruction: 'Offer the exchange first.' },
  SolutionOffered: {
    option: 'S1',
    method: 'phone',
    promise: {
      remedy: { kind: 'discount', percent: 12, of: 'bill' },
      worth: { minor: 3948, currency: 'CNY' },
      authority: {
        level: 'customer-service-supervisor',
        rule: 'compensation limits',
        limit: { minor: 49999, currency: 'CNY' },
        caseTotal: { minor: 3948, currency: 'CNY' },
      },
    },
  },
  OfferAuthorised: {
    request: 'R1',
    option: 'S1',
    worth: { minor: 3948, currency: 'CNY' },
    authority: {
      level: 'store-manager',
      rule: 'compensation limits',
      caseTotal: { minor: 3948, currency: 'CNY' },
    },
  },
  AlternativesSought: {
    wish: 'A room with a balcony tonight.',
    alternatives: [{ text: 'A balcony from tomorrow, the terrace until then.' }],
  },
  PriceCompared: {
    item: 'Jasmine tea 500 g',
    marked: { minor: 1990, currency: 'CNY' },
    charged: { minor: 2990, currency: 'CNY' },
  },
  SolutionAccepted: { option: 'S1' },
  OfferLapsed: { option: 'S1', reason: 'Called twice, no answer.' },
  SolutionRejected: { option: 'S1', objection: 'I want the money.' },
  ResponsePlanSet: {
    steps: [
      { step: 'T1', task: 'Order one', owner: 'cai.jun', dueAt: '2026-09-30T09:00:00.000Z' },
      { step: 'T2', task: 'Call the customer', owner: 'mei.fang' },
    ],
  },
  PlanStepCompleted: { step: 'T1', remarks: 'Ordered.' },
  SolutionImplemented: { option: 'S1', remarks: 'Handed over.' },
  CompensationGranted: {
    grant: 'G1',
    remedy: { kind: 'refund', amount: { minor: 32900, currency: 'CNY' } },
    worth: { minor: 32900, currency: 'CNY' },
    reason: 'Defective goods.',
    authority: {
      level: 'customer-service-supervisor',
      rule: 'compensation limits',
      limit: { minor: 49999, currency: 'CNY' },
      caseTotal: { minor: 32900, currency: 'CNY' },
    },
    request: 'R1',
    option: 'S3',
  },
  CompensationRequested: {
    request: 'R1',
    remedy: { kind: 'refund', amount: { minor: 32900, currency: 'CNY' } },
    worth: { minor: 32900, currency: 'CNY' },
    reason: 'Defective goods.',
    option: 'S3',
    neededLevel: 'customer-service-supervisor',
    authority: {
      level: 'frontline',
      rule: 'compensation limits',
      limit: { minor: 5000, currency: 'CNY' },
      caseTotal: { minor: 32900, currency: 'CNY' },
    },
  },
  CompensationRequestRefused: {
    request: 'R1',
    level: 'customer-service-supervisor',
    reason: 'Exchange it instead.',
  },
  CompensationDelivered: { grant: 'G1', reference: 'PAY-10001' },
  RemedyRevalued: {
    grant: 'G1',
    before: { minor: 32900, currency: 'CNY' },
    worth: { minor: 32800, currency: 'CNY' },
  },
  AmountsRecorded: {
    bill: { minor: 32900, currency: 'CNY' },
    fee: { minor: 1500, currency: 'CNY' },
    source: 'Bill 2026-118',
  },
  GoodsBroughtBack: {
    how: 'return',
    goods: 'kettle',
    soldOn: '2026-09-12',
    day: 16,
    resellable: true,
    receipt: true,
    obstacles: ['tooLate'],
  },
  CompensationReversed: { grant: 'G1', reason: 'Paid twice.', how: 'paidBack' },
};

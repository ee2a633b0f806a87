import type { CaseCommands, CaseCommandType } from '../case/commands.ts';

type Said = {
  readonly [Type in CaseCommandType]: { readonly type: Type; readonly data: CaseCommands[Type] };
};

/** What has to be said before a case is resolved, by the refusal that asks for it. */
export const SAID_FIRST: Readonly<Partial<Record<string, Said[CaseCommandType]>>> = {
  'not-restated': {
    type: 'RecordRestatement',
    data: { restatement: 'The lift stands still', confirmed: true },
  },
  'not-acknowledged': { type: 'SendAcknowledgement', data: { method: 'phone' } },
  'no-alternatives': {
    type: 'RecordAlternatives',
    data: { wish: 'A new lift', alternatives: [{ text: 'A repaired one' }] },
  },
  'no-secret': { type: 'SetInquirySecret', data: { secret: 'seven blue lanterns' } },
  'no-demands': { type: 'RecordDemands', data: { demands: [{ rank: 'primary', text: 'A new lift' }] } },
  'not-mediated': {
    type: 'RecordMediation',
    data: { parties: ['merchant', 'complainant'], result: 'notAgreed', minutes: 'No agreement' },
  },
};

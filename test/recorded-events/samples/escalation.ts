import type { Samples } from './samples.ts';

export const escalationSamples: Samples<'EscalatedToManager' | 'EscalationDecided' | 'EscalationReturned'> = {
  EscalatedToManager: {
    from: 'frontline',
    to: 'store-manager',
    reason: 'complainantInsists',
    explanation: 'Wants to speak to the store manager.',
    complainantTold: true,
    automatic: false,
    directRoute: 'AUT-3',
  },
  EscalationDecided: { level: 'store-manager', decision: 'Exchange it today.' },
  EscalationReturned: {
    from: 'store-manager',
    to: 'customer-service-manager',
    instruction: 'Decide it yourself.',
  },
};

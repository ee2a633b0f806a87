import type { Samples } from './samples.ts';

export const dispatchSamples: Samples<'CaseDispatched' | 'DispatchReceiptSigned' | 'DispatchReturned' | 'FormHandedBack' | 'OwnerAssigned' | 'ManagerNotified'> = {
  CaseDispatched: {
    dispatch: 'D1',
    department: 'sales-floor',
    part: 'lead',
    task: 'Test the appliance.',
    dueAt: '2026-09-29T09:00:00.000Z',
  },
  DispatchReceiptSigned: { dispatch: 'D1', signedBy: 'cai.jun' },
  DispatchReturned: { dispatch: 'D1', reason: 'Not sold by us.', suggestedDepartment: 'customer-service' },
  FormHandedBack: { dispatch: 'D1', summary: 'Defective switch.' },
  OwnerAssigned: {
    owner: 'cai.jun',
    department: 'sales-floor',
    previousOwner: 'mei.fang',
    deputyFor: 'ye.han',
    reason: 'Looks into it.',
    handOver: 'leave-of-mei.fang',
  },
  ManagerNotified: { level: 'store-manager', manager: 'xie.dong', method: 'phone' },
};

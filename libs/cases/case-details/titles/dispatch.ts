import type { dispatchEvents } from '../../case/events/dispatch.ts';
import { because, by, time, type TitlesOf } from '../../reading/wording.ts';

export const dispatchTitles: TitlesOf<typeof dispatchEvents> = {
  CaseDispatched: ({ dispatch, department, part, dueAt }) =>
    `Sent to ${department} as ${part === 'lead' ? 'lead' : 'contributor'} (${dispatch})${dueAt === undefined ? '' : `, due ${time(dueAt)}`}.`,
  DispatchReceiptSigned: ({ dispatch, signedBy }) => `Receipt of ${dispatch} signed by ${signedBy}.`,
  DispatchReturned: ({ dispatch, reason, suggestedDepartment }) =>
    `${dispatch} returned${suggestedDepartment === undefined ? '' : `, ${suggestedDepartment} suggested`}${because(reason)}`,
  FormHandedBack: ({ dispatch }) => `The completed form of ${dispatch} was handed back.`,
  OwnerAssigned: ({ owner, previousOwner, deputyFor, reason }) =>
    `${owner} became the owner${previousOwner === undefined ? '' : ` after ${previousOwner}`}${deputyFor === undefined ? '' : `, as deputy of ${deputyFor}`}${because(reason)}`,
  ManagerNotified: ({ level, manager, method }) => `${manager} (${level}) was notified ${by(method)}.`,
};

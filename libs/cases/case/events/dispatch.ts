import { Type } from '#schema';
import { instantField, method, oneOf, personal, record, reference, text } from './fields.ts';

export const dispatchEvents = {
  /** The complaint form went to a department (DIS-1); several departments: one leads, others contribute (DIS-7). */
  CaseDispatched: record({
    dispatch: reference(),
    department: reference(),
    part: oneOf(['lead', 'contributor']),
    task: Type.Optional(text()),
    /** Due time of this department's part (DIS-7). */
    dueAt: Type.Optional(instantField()),
  }),
  DispatchReceiptSigned: record({ dispatch: reference(), signedBy: reference() }),
  /** DIS-4: wrongly routed; the clocks keep running. */
  DispatchReturned: record({
    dispatch: reference(),
    reason: text(),
    suggestedDepartment: Type.Optional(reference()),
  }),
  /** DIS-6 */
  FormHandedBack: record({ dispatch: reference(), summary: personal() }),
  /** DIS-5: exactly one owner at any time. */
  OwnerAssigned: record({
    owner: reference(),
    department: Type.Optional(reference()),
    previousOwner: Type.Optional(reference()),
    /** Set when the owner works for somebody absent. */
    deputyFor: Type.Optional(reference()),
    reason: text(),
    /** The hand-over of many cases that it was part of. */
    handOver: Type.Optional(reference()),
  }),
  /** DIS-3 */
  ManagerNotified: record({ level: reference(), manager: reference(), method: method() }),
} as const;

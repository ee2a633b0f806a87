import type { Complainant } from '../case/events/intake.ts';

/** CLS-9: tells of somebody who complains from within. */
export const isFromWithin = ({ data }: { readonly data: unknown }): boolean =>
  hasComplainant(data) && data.complainant.kind === 'staff';

export const hasComplainant = (data: unknown): data is { readonly complainant: Complainant } =>
  typeof data === 'object' && data !== null && 'complainant' in data;

import { equal, StreamFault, type Condition } from '#event-sourcing';
import { filters, monthField, type CaseQueryPorts } from '../reading/query.ts';
import { conformanceOf, type Conformance } from './conformance.ts';

/** What the figures of a month are asked by, and the cases behind them. */
export const ofMonth = { month: monthField, procedure: filters.procedure };

type Ports = Pick<CaseQueryPorts, 'history' | 'procedures' | 'organisation' | 'now'>;

/** How a case was handled; `undefined` where its history cannot be read, which is told wherever the case is shown. */
export async function judging({ history, procedures, organisation, now }: Ports) {
  const world = { procedures, organisation: await organisation(), at: now() };
  return async (caseId: string): Promise<Conformance | undefined> => {
    try {
      return conformanceOf(caseId, await history(caseId), world);
    } catch (error) {
      if (error instanceof StreamFault) return undefined;
      throw error;
    }
  };
}

export const received = (month: string, procedure: string | undefined): readonly Condition[] =>
  equal({ receivedMonth: month, procedure });

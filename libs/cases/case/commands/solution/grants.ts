import { refuse, type Refusal } from '#event-sourcing';
import type { CaseRecord, CompensationRequest } from '../../state.ts';

export const openRequest = (request: string, state: CaseRecord): CompensationRequest | undefined =>
  state.requests.find((each) => each.request === request && each.status === 'open');

export const noOpenRequest = (request: string): Refusal =>
  refuse('SOL-4', 'no-open-request', `No open request "${request}" in this case.`);

export const noSuchGrant = (grant: string): Refusal =>
  refuse('SOL-6', 'unknown-grant', `This case has no grant "${grant}".`);

import { caseDecider, caseStreamOf, emailsOf, type CaseState } from '#cases';
import type { EventStore } from '#event-sourcing';
import { mailOf, type NoticeDocument } from '#notices';
import type { Organisation } from '#organisation';
import { caseCodec, type CodecPort } from '../commands/codecs.ts';
import { foldWhole } from '../commands/fold-whole.ts';

/** Where whoever hears of a notice is written to, by what is known now; nothing of it is kept. */
export type AddressOf = (notice: Pick<NoticeDocument, 'caseId' | 'staff'>) => Promise<string | undefined>;

export const addressesIn =
  (
    ports: CodecPort & {
      readonly store: Pick<EventStore, 'readStream'>;
      readonly organisation: () => Promise<Organisation>;
    },
  ): AddressOf =>
  async ({ caseId, staff }) =>
    staff === undefined
      ? complainantOf(await foldWhole(ports.store, caseCodec(ports), caseStreamOf(caseId), caseDecider))
      : mailOf(await ports.organisation(), staff)?.email;

/** PRI-2: what was erased is no text. */
const complainantOf = (state: CaseState): string | undefined =>
  state.status === 'logged' ? emailsOf(state.complainant.email)[0] : undefined;

import { caseAggregate, caseNumber, caseStreamOf, progressTold, secretsOf, type Progress } from '#cases';
import { readWhole, StreamFault, type CommandSeal, type EventStore } from '#event-sourcing';
import { caseCodec, type CodecPort } from './commands/codecs.ts';

/** INT-13: the same nothing for a number that is none, a wrong secret, and a history that cannot be read. */
export const inquiring =
  (store: Pick<EventStore, 'readStream'>, { seal, ...ports }: CodecPort & { readonly seal: CommandSeal }) =>
  async (number: string, secret: string): Promise<Progress | undefined> => {
    const caseId = caseAggregate.idOf({ caseId: caseNumber(number) });
    if (caseId === undefined) return undefined;
    try {
      const events = await readWhole(store, caseCodec(ports), caseStreamOf(caseId));
      const secrets = secretsOf(caseId, seal);
      return progressTold(caseId, events, (sealed) => secrets.isRight(sealed, secret));
    } catch (error) {
      if (error instanceof StreamFault) return undefined;
      throw error;
    }
  };

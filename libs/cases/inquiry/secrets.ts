import { canonicalJson, type CommandSeal } from '#event-sourcing';
import { caseStreamOf } from '../case/case-id.ts';
import type { Secrets } from '../case/context.ts';

/** As it is said: neither capitals nor spaces make another one. */
const asSaid = (secret: string): string =>
  secret.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** Told apart from the content of commands, which is sealed under the same key. */
const sealedText = (secret: string) => canonicalJson({ inquirySecret: asSaid(secret) });

/** INT-13: under the key of the case, so that nobody can try it without the keys, and nobody at all once they are destroyed. */
export const secretsOf = (caseId: string, keys: CommandSeal): Secrets => ({
  seal: (secret) => keys.seal(caseStreamOf(caseId), sealedText(secret)),
  isRight: (sealed, secret) => keys.compare(sealed, caseStreamOf(caseId), sealedText(secret)) === 'same',
});

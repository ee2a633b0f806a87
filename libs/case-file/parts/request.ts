import type { CaseHead, Moment, Reader } from '#cases';
import type { Actor } from '#event-sourcing';
import type { Language } from '#procedures';

/** What may be left out: who complains, all that people said or staff wrote, files of evidence, the terms of a settlement. */
export const REDACTIONS = ['complainant', 'personal', 'evidence', 'settlement'] as const;
export type Redaction = (typeof REDACTIONS)[number];

export interface CaseFileRequest extends Moment {
  readonly caseId: CaseHead['caseId'];
  readonly language: Language;
  readonly redact: readonly Redaction[];
  /** Who gets it: is told no more than they may read. Without: whoever runs the machine. */
  readonly reader?: Reader;
  readonly madeBy: Actor;
  readonly through: 'api' | 'command-line';
  readonly correlationId?: string;
}

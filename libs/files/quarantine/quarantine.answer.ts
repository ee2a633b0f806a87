import { answer } from '#event-sourcing';

/** What is told of a file in quarantine: its document. */
export const quarantinedFile = answer.object({
  sha256: answer.text('ab'.repeat(32)),
  because: answer.oneOf(['notScanned', 'foundBad']),
  'finding?': answer.text('Eicar-Test-Signature', { description: 'What the scanner calls it.' }),
  caseId: answer.text('7F3K-9M2Q-X4TB', {
    description: 'The case that it came with; others may have it too.',
  }),
  since: answer.instant(),
});

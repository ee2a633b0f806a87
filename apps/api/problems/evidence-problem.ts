import { EvidenceQuotaSpent, EvidenceStoreFull, EvidenceTooLarge, EvidenceTypeRefused } from '#evidence';
import { EvidenceWithheld } from '#engine';
import { later, Problem } from './problem.ts';

export const EVIDENCE_TOO_LARGE = [
  413,
  'evidence-too-large',
  'The evidence file is larger than allowed.',
] as const;

/** What is to be said of a file that is not taken, or not given out. */
export function evidenceProblem(thrown: unknown): Problem | undefined {
  if (thrown instanceof EvidenceTooLarge) return new Problem(...EVIDENCE_TOO_LARGE);
  if (thrown instanceof EvidenceTypeRefused)
    return new Problem(415, 'evidence-type-not-allowed', 'This kind of file is not taken as evidence.', {
      remedy: 'Send pictures, sound, films, PDF, office documents or plain text.',
    });
  if (thrown instanceof EvidenceQuotaSpent)
    return new Problem(
      429,
      'evidence-quota-spent',
      'You have sent as much evidence as one person may in a day.',
      {
        remedy: 'Go on tomorrow, or have a colleague send it.',
        headers: { 'retry-after': '3600' },
      },
    );
  if (thrown instanceof EvidenceStoreFull)
    return later('evidence-store-full', 'There is no room for evidence at the moment.', 60);
  return thrown instanceof EvidenceWithheld ? withheld(thrown) : undefined;
}

function withheld({ because }: EvidenceWithheld): Problem {
  switch (because) {
    case 'destroyed':
      return new Problem(410, 'evidence-destroyed', 'An administrator has had this file destroyed.');
    case 'foundBad':
      return quarantined(because, 'A scanner has found that this file does harm.');
    case 'notScanned':
      return quarantined(because, 'Nobody has looked through this file for harm yet.', {
        'retry-after': '60',
      });
  }
}

const quarantined = (
  because: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Problem =>
  new Problem(409, 'evidence-quarantined', detail, {
    remedy: 'An administrator can release it, or have it destroyed.',
    details: { because },
    headers,
  });

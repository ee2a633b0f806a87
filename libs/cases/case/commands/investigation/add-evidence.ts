import { field, refuse, type Refusal } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** Nobody looks through more; whoever goes on by mistake is stopped. */
const MOST_EVIDENCE = 1_000;

/** INV-2: the same file is added once; under another name it is what it is called there, too. */
export const addEvidence = command({
  name: 'AddEvidence',
  summary: 'Add an evidence file, kept byte for byte (INV-2).',
  group: 'Investigation',
  data: {
    sha256: field.pattern(/^[0-9a-f]{64}$/, {
      otherwise: 'must be a SHA-256 in hexadecimal digits',
      example: 'ab'.repeat(32),
    }),
    size: field.wholeNumber({ min: 1, example: 48_213, description: 'Bytes.' }),
    mediaType: field.text({ max: 200, example: 'image/jpeg' }),
    fileName: field.text({ max: 255, example: 'lift-door.jpg' }),
    description: field.text({ optional: true, max: 2000, example: 'Photo of the lift door' }),
  },
  who: recording(),
  when: during(OPEN),
  route: { at: 'evidence', form: true },
  decide(data, state, { evidenceBytes = Infinity }) {
    const { sha256, fileName, size } = data;
    const same = state.evidence.filter((each) => each.sha256 === sha256);
    if (same.some((each) => each.fileName === fileName)) return [];
    if (state.evidence.length >= MOST_EVIDENCE) return tooMuch();
    const held = bytesOf(state.evidence);
    if (same.length === 0 && held + size > evidenceBytes) return tooLarge(held, evidenceBytes);
    return [draft('EvidenceAdded', { ...data, evidence: `E${String(state.evidence.length + 1)}` })];
  },
});

/** The same bytes are kept once, whatever they are called. */
const bytesOf = (evidence: readonly { readonly sha256: string; readonly size: number }[]): number =>
  [...new Map(evidence.map(({ sha256, size }) => [sha256, size])).values()].reduce(
    (sum, size) => sum + size,
    0,
  );

const tooLarge = (held: number, evidenceBytes: number): Refusal =>
  refuse('INV-2', 'evidence-full', `A case holds at most ${String(evidenceBytes)} bytes of evidence.`, {
    remedy: 'Send a smaller file, or a part of it that shows the matter.',
    details: { held, evidenceBytes },
  });

const tooMuch = (): Refusal =>
  refuse('INV-2', 'evidence-full', `A case holds at most ${String(MOST_EVIDENCE)} files.`, {
    remedy: 'Put several pictures into one document.',
  });

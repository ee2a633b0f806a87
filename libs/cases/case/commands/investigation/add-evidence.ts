import { field, refuse, type Refusal } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** Nobody looks through more; whoever goes on by mistake is stopped. */
const MOST_EVIDENCE = 1_000;

/** INV-2: the same file is added once, and whoever adds it under another name hears of it. */
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
  decide(data, state) {
    const there = state.evidence.find(({ sha256 }) => sha256 === data.sha256);
    if (there !== undefined) return there.fileName === data.fileName ? [] : alreadyThere(there);
    if (state.evidence.length >= MOST_EVIDENCE) return tooMuch();
    return [draft('EvidenceAdded', { ...data, evidence: `E${String(state.evidence.length + 1)}` })];
  },
});

const alreadyThere = ({
  evidence,
  fileName,
}: {
  readonly evidence: string;
  readonly fileName: string;
}): Refusal =>
  refuse(
    'INV-2',
    'evidence-already-there',
    `The case has this very file already, as ${evidence} "${fileName}".`,
    {
      remedy: `Refer to ${evidence}; say what else it shows in a finding.`,
      details: { evidence },
    },
  );

const tooMuch = (): Refusal =>
  refuse('INV-2', 'evidence-full', `A case holds at most ${String(MOST_EVIDENCE)} files.`, {
    remedy: 'Put several pictures into one document.',
  });

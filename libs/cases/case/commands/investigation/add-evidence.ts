import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** INV-2: the same file is added once. */
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
  decide: (data, state) =>
    state.evidence.some((each) => each.sha256 === data.sha256)
      ? []
      : [draft('EvidenceAdded', { ...data, evidence: `E${String(state.evidence.length + 1)}` })],
});

import { field } from '#event-sourcing';
import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';

/** INV-2: what nobody has looked through is in quarantine as what was found to be bad is; what people decided holds. */
export const recordScan = command({
  name: 'RecordScan',
  summary: 'The scanner has looked through a file, or could not be asked (INV-2).',
  ...ourOwn,
  data: {
    result: field.choice(['clean', 'foundBad', 'notScanned']),
    finding: field.reference({ optional: true, example: 'Eicar-Test-Signature' }),
    case: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
  },
  decide: ({ result, ...found }, { standing }) => {
    if (standing === 'released' || standing === result) return [];
    if (result === 'clean') return [draft('FileFoundClean', {})];
    // An answer that did not come takes nothing back of one that came.
    if (result === 'notScanned' && (standing === 'clean' || standing === 'foundBad')) return [];
    return [draft('FileQuarantined', { because: result, ...found })];
  },
});

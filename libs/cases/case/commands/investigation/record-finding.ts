import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** INV-1, INV-4 */
export const recordFinding = command({
  name: 'RecordFinding',
  summary: 'Record a statement, inspection or finding (INV-1).',
  group: 'Investigation',
  data: {
    kind: field.choice(['statement', 'inspection', 'recordsConsulted', 'finding']),
    content: field.text({ example: 'The controller had failed on Monday morning.' }),
    from: field.text({ optional: true, max: 200, example: 'The technician on duty' }),
    evidence: field.references({ of: 'evidence', max: 100, example: ['E1'] }),
  },
  who: recording({ respondent: 'above' }),
  when: during(WORKING),
  decide: (data, state) => {
    const known = state.evidence.map((each) => each.evidence);
    const missing = data.evidence.filter((each) => !known.includes(each));
    if (missing.length > 0)
      return refuse('INV-2', 'unknown-evidence', `There is no evidence ${missing.join(', ')} in this case.`, {
        details: { known },
      });
    return [
      draft('FindingRecorded', {
        ...data,
        evidence: [...data.evidence],
        finding: `F${String(state.findings + 1)}`,
      }),
    ];
  },
});

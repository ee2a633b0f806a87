import { answer, type ShownPart } from '#event-sourcing';
import { evolve, noCase } from '../case/evolve.ts';
import type { CaseState } from '../case/state.ts';
import { damageOfCase } from '../reading/damage.ts';
import { CASE_ID, caseField, noSuchCase, query } from '../reading/query.ts';
import { ofOneCase } from '../reading/reading.ts';
import { actionsIn, type Action } from './actions.ts';

const action = answer.object({
  name: answer.text('ClassifyCase'),
  summary: answer.text('Classify the case by category and severity (CLS-1, CLS-2).'),
  group: answer.text('Classification'),
  at: answer.text('classify-case', {
    description: 'POST /cases/{caseId}/{at}; also the word of `redress case`.',
  }),
  possible: answer.yesNo(true),
  as: answer.list(answer.text('operations'), {
    description: 'The capacities of the asking person in which it is possible: X-Acting-Role.',
  }),
  fields: answer.list(
    answer.object({
      name: answer.text('category'),
      kind: answer.text('reference'),
      optional: answer.yesNo(false),
      'values?': answer.list(answer.text('minor')),
    }),
  ),
  example: answer.anything,
  'refusal?': answer.object({
    rule: answer.text('LIF-1'),
    code: answer.text('wrong-stage'),
    message: answer.text('close-case is not possible: it is not resolved.'),
    'remedy?': answer.text('Resolve it first.'),
  }),
});

export const actions = query({
  name: 'actions',
  summary: 'What you can do in a case now, and what stands against the rest (LIF-1, AUT-1).',
  group: 'Cases',
  at: 'cases/:caseId/actions',
  asks: { caseId: caseField },
  who: ofOneCase,
  reads: () => [],
  answers: answer.object({
    caseId: answer.text(CASE_ID),
    actions: answer.list(action),
    'damage?': damageOfCase,
  }),
  async run({ caseId }, { history, procedures, organisation, now }, reader) {
    const state = (await history(caseId)).reduce<CaseState>(evolve, noCase);
    if (state.status === 'none') return undefined;
    const procedure = procedures.get(state.procedure.id, state.procedure.version);
    if (state.status !== 'logged' || procedure === undefined) return { caseId, actions: [] };
    const scene = { caseId, procedure, organisation: await organisation(), now: now() };
    return { caseId, actions: actionsIn(state, scene, reader?.id) };
  },
  absent: noSuchCase,
  commandLine: {
    words: 'cases actions',
    description: 'what can be done in a case now, and what stands against the rest; --as <id>: by whom',
    shows: ({ caseId, actions: found }) => shown(caseId, found),
  },
});

function shown(caseId: string, found: readonly Action[]): readonly ShownPart[] {
  const [can, cannot] = [true, false].map((possible) => found.filter((each) => each.possible === possible));
  return [
    `What can be done in ${caseId}:\n`,
    {
      head: ['command', 'as', 'takes'],
      rows: (can ?? []).map(({ at, as, fields }) => [at, as.join(', '), taken(fields)]),
    },
    '\nWhat cannot, and why:\n',
    {
      head: ['command', 'rule', 'why'],
      rows: (cannot ?? []).map(({ at, refusal }) => [
        at,
        refusal?.rule,
        [refusal?.message, refusal?.remedy].filter((part) => part !== undefined).join(' '),
      ]),
    },
  ];
}

const taken = (fields: Action['fields']): string =>
  fields.map(({ name, optional }) => (optional ? `[${name}]` : name)).join(', ');

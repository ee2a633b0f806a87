import { answer, field, isSamePerson, LONGEST_WITH_PERSON, type ShownPart } from '#event-sourcing';
import type { Reader } from '#cases';
import { personOf } from '#organisation';
import { conductIdOf, CONDUCT_ID, recordOf, type RecordOf } from '../record/codec.ts';
import { isGroundless, noSuchRecord } from '../record/rules.ts';
import { blankRecord, isComplaint, type By, type Entry } from '../record/state.ts';
import { figuresOf, recordShown } from './conduct-records.query.ts';
import { CONDUCT, type ConductDocument } from './conduct.projection.ts';
import { query, readsConduct, type ConductQueryPorts } from './reading.ts';
import { remembered } from './remembered.ts';

const decided = {
  'decidedBy?': answer.text('wu.tao'),
  'reason?': answer.text('Heard on 3 November; he does not deny it.'),
};

const entry = answer.object({
  entry: answer.text('E1'),
  'caseId?': answer.text('7F3K-9M2Q-X4TB', {
    description: 'Absent where the reader may not know of the case.',
  }),
  isComplaint: answer.yesNo(true),
  'on?': answer.text('2026-09-30'),
  'violation?': answer.text('complaint-ignored'),
  points: answer.whole(10),
  'account?': answer.text('Wrote down the wrong flat.'),
  status: answer.oneOf(['reported', 'standing', 'dismissed', 'takenBack', 'struck']),
  'forgottenOn?': answer.text('2027-09-30'),
  'decidedBy?': answer.text('wu.tao'),
});
const step = answer.object({
  proposal: answer.text('S1'),
  step: answer.text('warning'),
  title: answer.text('Allowance of the month withheld and a warning'),
  occasion: answer.text('complaint-ignored/1', { description: 'The first violation of a kind, or a month.' }),
  basis: answer.list(answer.text('E1')),
  status: answer.oneOf(['open', 'imposed', 'waived', 'lapsed', 'lifted']),
  groundless: answer.yesNo(false),
  'forgottenOn?': answer.text('2027-09-30'),
  ...decided,
});
const appeal = answer.object({
  appeal: answer.text('A1'),
  against: answer.text('E1'),
  grounds: answer.text('I was on leave that day.'),
  status: answer.oneOf(['open', 'upheld', 'dismissed']),
  ...decided,
});

export const conductRecord = query({
  name: 'conductRecord',
  summary: 'One conduct record, whole, as it is handed to an appraisal; without what is forgotten (CON-4).',
  group: 'Conduct',
  at: 'conduct/:conductId',
  asks: { conductId: field.text({ max: LONGEST_WITH_PERSON, example: CONDUCT_ID }) },
  who: { readers: ['operations', 'compliance'] },
  reads: () => [CONDUCT],
  answers: answer.object({
    ...recordShown,
    lookedAtFor: answer.list(answer.text('Promotion'), { description: 'As the procedure says.' }),
    entries: answer.list(entry),
    proposals: answer.list(step),
    appeals: answer.list(appeal),
  }),
  absent: ({ conductId }) => noSuchRecord(conductId),
  run: async ({ conductId }, ports, reader) => {
    const of = recordOf(conductId);
    if (of === undefined || !readsConduct(of, reader, ports)) return undefined;
    const found = await recordFor(of, ports);
    if (found === undefined) return undefined;
    const document = remembered(found, ports);
    const cases = await casesKnown(document, ports, reader);
    return {
      ...figuresOf(document),
      lookedAtFor: ports.procedures.get(of.procedure)?.conduct?.appraisal.map(({ title }) => title) ?? [],
      entries: document.entries.map((each) => entryTold(each, cases)),
      proposals: document.proposals.map((each) => ({
        ...{ proposal: each.proposal, step: each.step, title: titleOf(each.step, of.procedure, ports) },
        ...{ occasion: each.occasion, basis: each.basis, status: each.status },
        groundless: isGroundless(found, each),
        ...(each.forgottenOn !== undefined && { forgottenOn: each.forgottenOn }),
        ...decisionTold(each),
      })),
      appeals: document.appeals.map((each) => ({
        ...{ appeal: each.appeal, against: each.against, grounds: each.grounds, status: each.status },
        ...decisionTold(each),
      })),
    };
  },
  commandLine: {
    words: 'conduct show',
    description: 'one conduct record: complaints, violations, steps, appeals',
    shows: (told): readonly ShownPart[] => [
      {
        facts: [
          ['person', told.person],
          ['procedure', told.procedure],
          ['points', String(told.points)],
          ['looked at for', told.lookedAtFor.join(', ') || undefined],
        ],
      },
      {
        head: ['entry', 'case', 'day', 'violation', 'points', 'is', 'forgotten on'],
        rows: told.entries.map((each) => [
          ...[each.entry, each.caseId, { at: each.on }, each.violation, each.points, each.status],
          { at: each.forgottenOn },
        ]),
        numeric: ['points'],
      },
      {
        head: ['step', 'what', 'for', 'is', 'decided by', 'because'],
        rows: told.proposals.map((each) => [
          ...[each.proposal, each.title, each.basis.join(', ')],
          ...[each.groundless ? 'imposed, for what does not stand any more' : each.status],
          ...[each.decidedBy, each.reason],
        ]),
      },
      {
        head: ['appeal', 'against', 'grounds', 'is', 'decided by', 'because'],
        rows: told.appeals.map((each) => [
          ...[each.appeal, each.against, each.grounds, each.status, each.decidedBy, each.reason],
        ]),
      },
    ],
  },
});

/** INV-4: of their own record nobody learns who complained. */
async function casesKnown(
  { entries, person }: ConductDocument,
  { knowable }: ConductQueryPorts,
  reader: Reader | undefined,
): Promise<ReadonlySet<string>> {
  if (isSamePerson(reader?.id, person)) return new Set();
  const cases = entries.flatMap((each) => (each.case === undefined ? [] : [{ caseId: each.case }]));
  return new Set((await knowable(cases, reader)).map(({ caseId }) => caseId));
}

/** Of somebody who is known nothing may have been recorded yet. */
async function recordFor(of: RecordOf, ports: ConductQueryPorts): Promise<ConductDocument | undefined> {
  const record = conductIdOf(of);
  const found = (await ports.readModels.get(CONDUCT, record)) as ConductDocument | undefined;
  if (found !== undefined || ports.procedures.get(of.procedure)?.conduct === undefined) return found;
  return personOf(await ports.organisation(), of.person) === undefined
    ? undefined
    : { ...of, ...blankRecord, record, months: [], waiting: false };
}

function entryTold(each: Entry, known: ReadonlySet<string>) {
  const { entry: id, status, on, violation, account, forgottenOn, decidedBy } = each;
  return {
    ...{ entry: id, status, isComplaint: isComplaint(each), points: violation?.points ?? 0 },
    ...(each.case !== undefined && known.has(each.case) && { caseId: each.case }),
    ...(on !== undefined && { on }),
    ...(violation && { violation: violation.kind }),
    ...(account !== undefined && { account }),
    ...(forgottenOn !== undefined && { forgottenOn }),
    ...(decidedBy && { decidedBy: decidedBy.people[0] }),
  };
}

const decisionTold = ({ decidedBy, reason }: { readonly decidedBy?: By; readonly reason?: string }) => ({
  ...(decidedBy && { decidedBy: decidedBy.people[0] }),
  ...(reason !== undefined && { reason }),
});

const titleOf = (
  step: string,
  procedure: string,
  { procedures }: Pick<ConductQueryPorts, 'procedures'>,
): string => procedures.get(procedure)?.conduct?.steps.find(({ id }) => id === step)?.title ?? step;

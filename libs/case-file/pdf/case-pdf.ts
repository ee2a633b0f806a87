import { timesIn } from '#cases';
import type { Actor, Instant } from '#event-sourcing';
import type { Language } from '#procedures';
import type { ListedEvidence, OpenEvidence } from '../parts/evidence.ts';
import type { Redaction } from '../parts/request.ts';
import type { CaseTold } from '../parts/told.ts';
import { pagesOf, type Section } from './layout.ts';
import { picturesOf } from './pictures.ts';
import { plainText, sectionsOf } from './sections.ts';
import { saying, type Say } from './words.ts';

interface Made {
  readonly language: Language;
  readonly madeAt: Instant;
  readonly madeBy: Actor;
  readonly asOf: Instant | undefined;
  readonly knownAt: Instant | undefined;
  readonly redacted: readonly Redaction[];
  readonly evidence: readonly ListedEvidence[];
  readonly open: OpenEvidence;
}

/** The case file as a person reads it, in English or Chinese (ARC-1). */
export async function pdfOf(told: CaseTold, made: Made): Promise<Buffer> {
  const { language, madeAt } = made;
  const say = saying(language);
  return pagesOf({
    ...{ title: `${say('caseFile')} ${told.caseId}`, madeAt: new Date(madeAt), language },
    lines: opening(told, made, say),
    sections: [...sectionsOf({ told, say, language }), await evidenceOf(made, say)].filter(
      ({ rows }) => rows.length > 0,
    ),
  });
}

function opening(
  told: CaseTold,
  { madeAt, madeBy, asOf, knownAt, redacted }: Made,
  say: Say,
): readonly string[] {
  const times = timesIn(told.deadlines.timeZone);
  const from = told.state.status === 'logged' ? told.state.confidentialFrom : undefined;
  return [
    `${say('madeAt')}: ${times(madeAt)} (${told.deadlines.timeZone}) · ${say('madeBy')}: ${madeBy.id}`,
    ...(asOf === undefined ? [] : [`${say('asOf')}: ${times(asOf)}`]),
    ...(knownAt === undefined ? [] : [`${say('knownAt')}: ${times(knownAt)}`]),
    ...(redacted.length === 0 ? [] : [`${say('leftOut')}: ${redacted.join(', ')}`]),
    ...(from === undefined || !redacted.includes('settlement')
      ? []
      : [`${say('confidentialFrom')}: ${from}`]),
    say('howToVerify'),
  ];
}

async function evidenceOf({ evidence, open }: Made, say: Say): Promise<Section> {
  const pictures = await picturesOf({ evidence, open });
  return {
    ...{
      title: say('evidence'),
      head: ['#', say('file'), 'SHA-256', say('missing')],
      widths: [0.6, 3, 4, 2],
    },
    rows: evidence.map(
      ({ evidence: name, fileName, description = '', mediaType, size, sha256, missing = '' }) => [
        ...[
          name,
          [fileName, description, `${mediaType}, ${String(size)} B`]
            .filter((part) => part !== '')
            .map(plainText)
            .join('\n'),
        ],
        ...[sha256, missing],
      ],
    ),
    pictures,
  };
}

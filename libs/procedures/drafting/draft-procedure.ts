import { listOf, type Answers } from './questions.ts';

/** A name for machines; words of other scripts are numbered. */
const idsFor = (titles: readonly string[], otherwise: string): readonly string[] => {
  const ids: string[] = [];
  for (const [index, title] of titles.entries()) {
    const plain = title
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9]+/g, '-')
      .replaceAll(/^[-0-9]+|-+$/g, '')
      .toLowerCase()
      .slice(0, 60);
    const isFree = plain !== '' && plain !== 'frontline' && !ids.includes(plain);
    ids.push(isFree ? plain : `${otherwise}-${String(index + 1)}`);
  }
  return ids;
};

/** Text of YAML is also text of JSON. */
const quoted = (text: string): string => JSON.stringify(text);

/**
 * The first file of a procedure, from what a person said who has its manual before them. What they said stands as it is;
 * what nobody asked is a house figure, and marked so. English alone: the words are theirs to translate.
 */
export function draftProcedure(answers: Answers): string {
  const { id, title, source, timeZone, currency, openingHours } = answers;
  return `# ${title.replaceAll(/\s+/g, ' ')}: a first file. Compare it with the manual, line by line; what nobody was asked is marked "house figure".
id: ${id}
version: 1
title: ${quoted(title)}
source: ${quoted(source)}
timeZone: ${timeZone}
currency: ${currency}

calendar: # house figures
  holidays: none
  workingWeekdays: [1, 2, 3, 4, 5]
  openingHours: [${quoted(openingHours)}]

${degreesOf(answers)}
${categoriesOf(answers)}
rootCauses: # house words
  rule: Rule unclear
  staff: Mistake of ours
  thing: Something is broken or missing
  complainant: Nothing of ours

${peopleOf(answers)}
${clocksOf(answers)}
inadmissibleGrounds: # CLS-6
  in-court: A court looks at this matter already, and its word is the last.

followUp: # OUT-3; house figures
  required: true
  maxAttempts: 3
  byOtherThanHandler: true
  scale: 5
  satisfiedFrom: 3

attempts: { callback: 3, offer: 3, outcome: 3, minutesApart: 30 } # house figures

resolving:
  requires: [classified]

closing:
  requires: [outcomeNotified, followUpDone]

settleAtOnce: [${degreeIds(answers)[0] ?? ''}]
duplicateWindowDays: 30 # house figure
`;
}

const degreeIds = ({ degrees }: Answers): readonly string[] => idsFor(listOf(degrees), 'degree');

function degreesOf(answers: Answers): string {
  const ids = degreeIds(answers);
  const each = listOf(answers.degrees).map(
    (title, index) =>
      `  - { id: ${ids[index] ?? ''}, title: ${quoted(title)}, criteria: { judged: ${quoted(`Judged to be: ${title}`)} } }\n`,
  );
  return `severities: # CLS-3; write down by what they are told apart\n${each.join('')}`;
}

function categoriesOf({ categories }: Answers): string {
  const ids = idsFor(listOf(categories), 'category');
  const each = listOf(categories).map(
    (title, index) => `      - { id: ${ids[index] ?? ''}, title: ${quoted(title)} }\n`,
  );
  return `categories: # CLS-1\n  - id: all\n    title: All complaints\n    leaves:\n${each.join('')}`;
}

function peopleOf(answers: Answers): string {
  const titles = listOf(answers.levels);
  const ids = idsFor(titles, 'level');
  const [department = 'office'] = idsFor(listOf(answers.department), 'department');
  const ladder = titles.map((title, index) => `  - { id: ${ids[index] ?? ''}, title: ${quoted(title)} }\n`);
  const [lowest = ''] = degreeIds(answers);
  const top = ids.at(-1) ?? '';
  // Each level between is for something: it may give as much as the desk until somebody says more.
  const between = ids.slice(0, -1).map((id) => `    ${id}: '${answers.deskLimit}' # house figure\n`);
  return `ladder: # AUT-1
${ladder.join('')}
routing:
  default: ${department}

authority:
  matters: # what no line names is for the first level
    - { id: ${lowest}, level: frontline, when: { severities: [${lowest}] } }
  compensation: # SOL-4
    frontline: '${answers.deskLimit}'
${between.join('')}    ${top}: unlimited # house figure
`;
}

interface DraftedClock {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly rule: string;
  readonly starts: string;
  readonly stops: string;
  readonly allowance: string;
}

const clocksOf = ({ acknowledge, resolve, levelAnswer, followUp }: Answers): string => {
  const clocks: readonly DraftedClock[] = [
    {
      ...{ id: 'acknowledge', kind: 'acknowledge', title: 'Acknowledge it', rule: 'INT-6' },
      ...{ starts: 'received', stops: 'acknowledged, answered', allowance: acknowledge },
    },
    {
      ...{ id: 'resolve', kind: 'resolve', title: 'Resolve it', rule: 'CLK-1' },
      ...{ starts: 'received', stops: 'resolved', allowance: resolve },
    },
    {
      ...{ id: 'level-answer', kind: 'levelAnswer', title: 'Answer of whoever was asked', rule: 'AUT-4' },
      ...{ starts: 'escalated', stops: 'levelAnswered, resolved', allowance: levelAnswer },
    },
    {
      ...{ id: 'follow-up', kind: 'followUp', title: 'Ask whether it is good now', rule: 'OUT-3' },
      ...{ starts: 'outcomeNotified', stops: 'followedUp', allowance: followUp },
    },
  ];
  return `clocks:\n${clocks.map(clockText).join('')}`;
};

const clockText = ({ id, kind, title, rule, starts, stops, allowance }: DraftedClock): string =>
  `  - id: ${id}
    kind: ${kind}
    title: ${title}
    rule: ${rule}
    starts: ${starts}
    stops: [${stops}]
    allowance: ${allowance}
${id === 'acknowledge' ? '    responsible: receiver\n' : ''}${id === 'resolve' ? '    breachEffects: [escalate] # house figure\n' : ''}`;

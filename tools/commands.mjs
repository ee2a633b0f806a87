// Writes docs/reference/commands.md from the definitions: per command its route, who, when, fields. --check compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { routesOf } from '#api';
import { CASE_PARTS, caseCommands, partSaid } from '#cases';
import { AGGREGATES } from '#engine';

const target = path.resolve(import.meta.dirname, '../docs/reference/commands.md');
const routes = AGGREGATES.flatMap(routesOf);
const others = AGGREGATES.filter(({ kind, commands }) => kind !== 'case' && commands.length > 0);

const RESPONDENT = {
  anybody: 'allowed',
  refused: 'refused',
  above: 'refused, with everybody at their level or below',
};
const LEVEL = {
  none: '–',
  matter: 'that the matter needs, or its decision on record',
  ruling: 'the same, or its decision on the matter itself: no offer, no sum',
  matterInPerson: 'that the matter needs, itself',
  inPersonIfJudged: 'the same, when something is judged',
  matterIfJudged:
    'that the matter needs, or its decision on record, when something is judged or money is in it',
  takenAway: 'that the matter is taken away from, or that a severity is lowered below',
  amount: 'whose limit holds the amount, and that the matter needs',
  outgrown: 'whose limit holds the total, where that has outgrown every decision on it',
  counter: 'none within the rule of the counter, otherwise that it names',
  request: 'that the request waits for',
  asked: 'that was asked',
  plan: 'that approves plans',
  extension: 'that extends this clock',
  first: 'the first, under conditions',
};
const APART = {
  nobody: '–',
  handlers: 'whoever handled the case, where the procedure says so',
  preparer: 'whoever prepared the plan',
  requester: 'whoever requested it',
  sender: 'whoever sent the form',
};
const MEMBER = { anybody: '–', ofTheDepartment: 'people of the department' };

const columns = (who) => [
  who.sentBy,
  who.kind,
  RESPONDENT[who.respondent],
  LEVEL[who.level] + (who.below === 'request' ? '; below it becomes a request' : ''),
  who.bound ? 'bound' : '–',
  APART[who.apartFrom],
  MEMBER[who.member],
];
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const of = (what) => (what === undefined ? '' : ` (${what})`);
const VALUES = {
  text: ({ max }) => `text of at most ${max} characters`,
  reference: (field) => `reference${of(field.of)}`,
  person: (field) => `id of a person (${field.of})`,
  references: (field) => `at most ${field.max} references${of(field.of)}`,
  texts: ({ max }) => `texts by name, of at most ${max} characters`,
  choice: ({ values }) => values.map((value) => `\`${value}\``).join(' '),
  choices: ({ values, min, max }) => `${min} to ${max} of ${values.map((value) => `\`${value}\``).join(' ')}`,
  pattern: ({ otherwise }) => otherwise.replace(/^must be /, ''),
  instant: () => 'time with offset',
  day: () => 'day',
  moment: () => 'day, or time with offset',
  yesNo: () => 'yes or no',
  percent: () => 'percent',
  wholeNumber: ({ min, max }) =>
    max === Number.MAX_SAFE_INTEGER ? `whole number from ${min}` : `whole number from ${min} to ${max}`,
  part: () => 'object',
  parts: ({ min, max }) => `${min} to ${max} objects`,
};
const fieldRows = (fields, prefix = '') =>
  Object.entries(fields).flatMap(([name, field]) => {
    const at = `${prefix}${name}${field.optional ? '?' : ''}`;
    const own = [`\`${at}\``, VALUES[field.kind](field), field.description ?? ''];
    return [own, ...fieldRows(field.fields ?? {}, `${at}.`)];
  });

/** Of what belongs to no case. */
const WHEN = {
  always: 'By administrators.',
  begins: 'When the turn is owed and has not begun.',
  begun: 'When the turn has begun.',
  open: 'While it is neither done nor excused.',
  kept: 'Whenever the procedure says under `conduct` what counts.',
  ours: 'Whenever a process of our own has something to tell.',
  raised: 'Once: for each recurrence, or for what somebody has seen.',
  goesOn: 'While the issue is open.',
  there: 'Whatever became of the issue.',
  received: 'Once.',
  recorded: 'Whatever became of it; the decision looks for itself.',
};
const BY = {
  owing: 'By whoever owes it, or stands in for them.',
  above: 'By a level that it answers to, and by nobody who owes it.',
  reporting: 'By the levels and bodies that the procedure names for it, where the person works.',
  deciding:
    'By a level above the person, not below the one that the procedure names, and by nobody who had a part in it.',
  concerned: 'By the person themselves.',
  ladder: 'By any level of the ladder there.',
  leading: 'By the level that leads improvement there, or above.',
  extending: 'By the level that gives more time, or above, and never for themselves.',
  anybody: 'By whoever works here.',
  handling:
    'By whoever received it or has it, or stands in for them, and by any level of the ladder there; by nobody whom it is about.',
  judging: 'By a level above the front line there; by nobody whom it is about or who suggested it.',
  owner: 'By whoever has the action, or stands in for them.',
  hearing: 'By a level above the person and above whoever decided, and by nobody who had a part in it.',
};

const BEGINS = { improvements: 'begins an issue', feedback: 'begins a suggestion or opinion' };

function whenOf(when) {
  if (typeof when === 'string') return WHEN[when];
  const { parts, restsOn } = when;
  const at =
    parts === 'any'
      ? 'At any stage; the decision looks for itself.'
      : `While the case is ${parts.map(partSaid).join('; ')}.`;
  return restsOn === undefined ? at : `${at} Not before \`${restsOn.milestone}\`.`;
}

const routeLines = (command) => {
  const own = routes.filter(({ definition }) => definition === command);
  if (own.length === 0) return 'No route: a process of our own sends it.';
  return own
    .map(({ path: at, begins, form }) => {
      const notes = [...(begins ? [BEGINS[at] ?? 'begins a case'] : []), ...(form ? ['multipart form'] : [])];
      return `\`POST /${at.replace(/:(\w+)/g, '{$1}')}\`${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
    })
    .join('  \n');
};

const section = (command) => {
  const rows = fieldRows(command.data);
  return [
    `### ${command.name}`,
    '',
    command.summary,
    '',
    routeLines(command),
    '',
    [BY[command.who.by], whenOf(command.when)].filter((said) => said !== undefined).join(' '),
    '',
    ...(rows.length > 0 ? [table(['field', 'value', ''], rows), ''] : []),
  ];
};

const groups = [...new Set(caseCommands.map(({ group }) => group))];
const text = [
  '# Commands',
  '',
  '<!-- Generated by `npm run reference`; do not edit. -->',
  '',
  'Every command is one definition in `libs/cases/case/commands`, or in the folder `commands` of another aggregate; types, route, check of the body, OpenAPI and this page are made from it.',
  'A question mark is a field that may be absent. Every body may also say `happenedAt`.',
  '',
  '## Who, in a case',
  '',
  'What a command is, the one complained about, the level of the ladder that has to act or to have decided, whether an open escalation binds it, and whose part',
  'in the case stands against it (INV-4, AUT-3, AUT-4, OUT-3). Judged before the decision, by the role that is acted in.',
  '',
  table(
    [
      'command',
      'sent by',
      'is',
      'the one complained about',
      'level',
      'open escalation',
      'apart from',
      'only for',
    ],
    caseCommands.map(({ name, who }) => [name, ...columns(who)]),
  ),
  '',
  '## When, in a case',
  '',
  'What a case has to be like: each part for itself, all of them together. A refusal names the parts that are missing.',
  '',
  table(
    ['command', ...CASE_PARTS.map(partSaid)],
    caseCommands.map(({ name, when }) => [
      name,
      ...CASE_PARTS.map((part) => (when.parts === 'any' ? 'any' : when.parts.includes(part) ? 'x' : '')),
    ]),
  ),
  '',
  ...groups.flatMap((group) => [
    `## ${group}`,
    '',
    ...caseCommands.filter((command) => command.group === group).flatMap(section),
  ]),
  ...others.flatMap(({ kind, about, commands }) => [
    `## ${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
    '',
    about,
    '',
    ...commands.flatMap(section),
  ]),
].join('\n');

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('docs/reference/commands.md is out of date: run npm run reference');
  process.exit(1);
}
console.log(`${String(AGGREGATES.flatMap(({ commands }) => commands).length)} commands are described.`);

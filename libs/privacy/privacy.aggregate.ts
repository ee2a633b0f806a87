import { refuse, type AggregateDefinition, type Refusal } from '#event-sourcing';
import type { PrivacyContext } from './erasure/command.ts';
import { privacyEventContracts, PRIVACY_STREAM, privacyStreamOf } from './erasure/codec.ts';
import { isPresent, personOf, type Organisation } from '#organisation';
import { privacyCommands, type PrivacyCommand } from './erasure/commands.ts';
import type { PrivacyEvent } from './erasure/events.ts';
import { privacyDecider } from './erasure/privacy.decider.ts';
import { notErasable } from './erasure/rules.ts';
import type { PrivacyState } from './erasure/state.ts';
import type { Subjects } from './erasure/subject.ts';

const POSSIBLE_ID = /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

interface PrivacyPorts {
  readonly subjects: Subjects;
  readonly organisation: () => Promise<Organisation>;
}

/** What becomes of what is known about whoever complained in a case (PRI-2, PRI-3). */
export const privacyAggregate: AggregateDefinition<
  PrivacyState,
  PrivacyCommand,
  PrivacyEvent,
  PrivacyContext,
  PrivacyPorts
> & {
  readonly queries: readonly [];
  readonly projections: () => readonly [];
} = {
  kind: PRIVACY_STREAM,
  about:
    'What becomes of what is known about whoever complained in a case: legal holds, and their being erased (PRI-2).',
  address: 'privacy/:subject',
  id: { name: 'subject', example: '7F3K-9M2Q-X4TB' },
  access: 'compliance',
  idOf: ({ subject = '' }) => (POSSIBLE_ID.test(subject) ? subject : undefined),
  newId: (command) => command,
  contracts: privacyEventContracts,
  commands: privacyCommands,
  queries: [],
  projections: () => [],
  decider: privacyDecider,
  stream: privacyStreamOf,
  async prepare({ id: caseId, command, actor: { id, role = 'compliance' } }, { subjects, organisation }) {
    const [subject, us] = await Promise.all([subjects.find(caseId), organisation()]);
    const isForThem = (now: string): boolean =>
      OUR_OWN.has(command.type) || (subject?.isAbout(id) === false && !hasLeft(us, id, now));
    let done: Pick<PrivacyContext, 'erased' | 'removed'> = {};
    return {
      actor: () => ({ id, role }),
      async ahead(now, state) {
        if (subject === undefined) return;
        if (command.type === 'CarryOutErasure' && state.erasure === 'decided')
          done = {
            erased:
              (subject.erased ? undefined : notErasable(state, subject, now)) ??
              (await subjects.erase(caseId)),
          };
        if (command.type === 'RemoveTraces' && state.erasure === 'carriedOut')
          done = { removed: await subjects.removeTraces(caseId) };
      },
      context: (now) =>
        subject === undefined || !isForThem(now) ? missing(caseId) : { now, subject, ...done },
    };
  },
  missing,
};

const OUR_OWN: ReadonlySet<string> = new Set(
  privacyCommands.filter(({ who }) => who === 'ourselves').map(({ name }) => name),
);

/** The organisation knows them, and they work there no longer; whom it does not know an administrator answers for. */
const hasLeft = (organisation: Organisation, person: string, now: string): boolean =>
  personOf(organisation, person) !== undefined && !isPresent(organisation, person, now);

function missing(caseId: string): Refusal {
  return refuse('PRI-2', 'case-not-found', `There is no case ${caseId}.`, {
    remedy: 'Check the case number.',
  });
}

import { isSamePerson, refuse, type Refusal } from '#event-sourcing';
import type { Feedback } from './state.ts';

export const noSuchFeedback = (id: string): Refusal =>
  refuse('IMP-5', 'feedback-not-found', `There is no suggestion or opinion ${id}.`, {
    remedy: 'See the list of feedback.',
  });

/** INV-4 */
export const isAboutAny = ({ about }: Pick<Feedback, 'about'>, people: readonly string[]): boolean =>
  about.some((one) => people.some((other) => isSamePerson(one, other)));

export const isPromoted = ({ status }: Feedback): Refusal | undefined =>
  status === 'promoted'
    ? refuse('INT-12', 'feedback-promoted', 'This has become a complaint.', {
        remedy: 'Go on with the case of the same number.',
      })
    : undefined;

export const isDecided = ({ status }: Feedback): boolean =>
  status === 'adopted' || status === 'declined' || status === 'noted';

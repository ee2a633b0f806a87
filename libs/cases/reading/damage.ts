import { answer, damageNotice } from '#event-sourcing';

/** In every answer about one case whose history is damaged: what is told is the part that can be read. */
export const damageOfCase = answer.list(
  answer.object({ stream: answer.text('case-7F3K-9M2Q-X4TB'), ...damageNotice, foundAt: answer.instant() }),
  {
    description: 'Absent unless the history of the case is damaged: then this is the part that can be read.',
  },
);

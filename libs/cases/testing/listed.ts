import type { CaseEventDraft } from '../case/events.ts';
import { openCasesProjection } from '../open-cases/open-cases.projection.ts';
import { documentOf, recorded } from './recorded.ts';
import type { Story } from './story.ts';

/** Whether the list of open cases shows the case of a story (REP-1). */
export const isListed = ({ events }: Story): boolean =>
  documentOf(
    openCasesProjection,
    recorded(
      events.map(({ type, data, metadata: { happenedAt, recordedAt, actor } }) => ({
        // Name and data of an event belong together by its type.
        draft: { type, data, happenedAt } as CaseEventDraft,
        ...{ recordedAt, actor },
      })),
    ),
  )?.open === true;

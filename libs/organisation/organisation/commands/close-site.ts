import { field, refuse } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { placeOf } from '../holding.ts';
import { holdsAt } from '../state.ts';
import { site } from './parts.ts';

export const closeSite = command({
  name: 'CloseSite',
  summary: 'Close a site at which nobody works any more (D23).',
  ...administrative,
  data: {
    site: { ...site, optional: false },
    reason: field.text({ max: 200, optional: true, example: 'Sold.' }),
  },
  decide: (data, state, { happenedAt }) => {
    const known = state.sites.get(data.site);
    if (known === undefined) return refuse('D23', 'unknown-site', `There is no site "${data.site}".`);
    if (known.closed) return [];
    const used = [...state.people.values()].find(
      ({ id, posts }) =>
        placeOf(state, id, happenedAt).site === data.site ||
        posts.some((post) => post.site === data.site && holdsAt(post, happenedAt)),
    );
    if (used !== undefined)
      return refuse('D23', 'site-in-use', `"${used.id}" still works at "${data.site}".`, {
        remedy: 'Move the people of the site first, and withdraw their levels there.',
      });
    const adopted = state.adoptions.find((each) => each.until === undefined && each.site === data.site);
    if (adopted !== undefined)
      return refuse(
        'D23',
        'site-in-use',
        `The duties of "${adopted.procedure}" are owed at "${data.site}".`,
        {
          remedy: 'Drop the procedure there first.',
        },
      );
    return [draft('SiteClosed', data)];
  },
});

import { field } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { name } from './parts.ts';

/** A site that was closed opens again under its id. */
export const registerSite = command({
  name: 'RegisterSite',
  summary: 'Register a site, or give it another name (D23).',
  ...administrative,
  data: { site: field.reference({ of: 'newSite', example: 'riverside' }), name: name('Riverside') },
  decide: (data, { sites }) => {
    const known = sites.get(data.site);
    return known?.closed === false && known.name === data.name ? [] : [draft('SiteRegistered', data)];
  },
});

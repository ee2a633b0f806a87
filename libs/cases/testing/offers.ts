import type { Remedy } from '../case/events/fields.ts';
import { totalOf } from '../case/remedies/remedy.ts';
import type { Character, Story } from './story.ts';
import { COUNTER, supermarketCase } from './supermarket.ts';

export const prepared = (...remedies: readonly Remedy[]): Story =>
  supermarketCase()
    .do('PrepareSolutions', { options: remedies.map((remedy) => ({ description: 'Pay it', remedy })) })
    .accepted();
export const offers = (told: Story, actor: Character): Story =>
  told.by(actor).do('OfferSolution', { method: 'phone' });
export const accepts = (told: Story, option = 'S1'): Story =>
  told.by(COUNTER).do('AcceptSolution', { option });
export const grants = (told: Story, actor: Character, remedy: Remedy): Story =>
  told.by(actor).do('GrantCompensation', { remedy, reason: 'Fair' });
export const total = ({ record }: Story) => totalOf(record.remedies);
export const statuses = ({ record }: Story) => record.remedies.map(({ status }) => status);

import { listsOf, queriesOf, type KnowableReads } from '#event-sourcing';
import type { CaseReadWho, Reader } from '#cases';

export const query = queriesOf<{
  readonly ports: KnowableReads;
  readonly reader: Reader;
  readonly who: CaseReadWho;
  readonly group: 'Notices';
}>();

export const list = listsOf<{
  readonly ports: KnowableReads;
  readonly reader: unknown;
  readonly who: { readonly readers: readonly 'admin'[] };
  readonly group: 'Notices';
}>();

// Part of the verifier, which stands alone: see verifier.ts.
import { verifyCaseFile } from './verifier.ts';
import { filesOfZip } from './zip-reader.ts';

/** As much of a page as is used here. */
interface Element {
  textContent: string | null;
  readonly value: string;
  readonly files?: ArrayLike<Blob> | null;
  addEventListener(type: 'change', listener: () => void): void;
  append(...nodes: readonly Element[]): void;
  replaceChildren(): void;
}
export interface Page {
  getElementById(id: string): Element | null;
  createElement(name: 'li'): Element;
}

/** Shows what there is to say of the file that is chosen, whenever one is. */
export function showIn(page: Page): void {
  const of = (id: string): Element => {
    const found = page.getElementById(id);
    if (found === null) throw new Error(`the page has no ${id}`);
    return found;
  };
  const list = (id: string, sentences: readonly string[]): void => {
    of(id).replaceChildren();
    of(id).append(
      ...sentences.map((sentence) => Object.assign(page.createElement('li'), { textContent: sentence })),
    );
  };
  const look = async (): Promise<void> => {
    const chosen = of('file').files?.[0];
    if (chosen === undefined) return;
    of('verdict').textContent = '…';
    const trusted = of('key').value.trim();
    const { isIntact, findings, facts } = await filesOfZip(chosen)
      .then((files) => verifyCaseFile(files, trusted === '' ? undefined : trusted))
      .catch((error: unknown) => ({ isIntact: false, findings: [String(error)], facts: [] }));
    list('findings', findings);
    list('facts', facts);
    // Last: whoever waits for the verdict has all of it.
    of('verdict').textContent = isIntact ? 'Intact · 完整无改动' : 'Not intact · 已被改动或不完整';
  };
  for (const id of ['file', 'key']) of(id).addEventListener('change', () => void look());
}

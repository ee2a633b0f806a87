import { buffer } from 'node:stream/consumers';
import vm from 'node:vm';
import { zipped } from '../bag/zip.ts';
import type { CaseFile } from '../make-case-file.ts';

/** What lies in a case file, by name, to be looked at and tampered with. */
export type Opened = Map<string, Buffer>;

export async function openedOf({ files }: CaseFile): Promise<Opened> {
  const found: Opened = new Map();
  for (const { name, content } of files)
    found.set(name, Buffer.isBuffer(content) ? content : await buffer(await content()));
  return found;
}

export const archiveOf = ({ files, madeAt }: CaseFile): Promise<Buffer> =>
  buffer(zipped(files, { folder: 'case', madeAt }));

/** The archive again, with other files in it. */
export const repacked = (opened: Opened, { madeAt }: Pick<CaseFile, 'madeAt'>): Promise<Buffer> =>
  buffer(
    zipped(
      [...opened].map(([name, content]) => ({ name, content, sha256: '', size: content.length })),
      { folder: 'case', madeAt },
    ),
  );

interface Shown {
  readonly verdict: string;
  readonly findings: readonly string[];
  readonly facts: readonly string[];
}

class Element {
  textContent: string | null = null;
  value = '';
  files: readonly Blob[] = [];
  children: Element[] = [];
  onChange: () => void = () => undefined;
  addEventListener(_type: string, listener: () => void): void {
    this.onChange = listener;
  }
  append(...nodes: readonly Element[]): void {
    this.children.push(...nodes);
  }
  replaceChildren(): void {
    this.children = [];
  }
}

/**
 * The very page of a case file, as a browser would run it: its script in a context of its own, which has what its policy
 * leaves to it (no network, no modules, no Node) and the elements that the page itself declares.
 */
export async function lookedAtInPage(page: string, archive: Buffer, key = ''): Promise<Shown> {
  const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(page) ?? [];
  const elements = new Map([...page.matchAll(/ id="(\w+)"/g)].map(([, id]) => [id, new Element()]));
  const of = (id: string): Element => elements.get(id) ?? new Element();
  const verdict = new Promise<string>((resolve) => {
    Object.defineProperty(of('verdict'), 'textContent', {
      set: (text: string) => {
        if (text !== '…') resolve(text);
      },
    });
  });
  const document = {
    getElementById: (id: string) => elements.get(id) ?? null,
    createElement: () => new Element(),
  };
  const browser = {
    document,
    crypto,
    TextDecoder,
    TextEncoder,
    atob,
    DecompressionStream,
    Response,
    Uint8Array,
    DataView,
  };
  vm.runInNewContext(script, browser);
  of('key').value = key;
  of('file').files = [new Blob([Uint8Array.from(archive)])];
  of('file').onChange();
  const sentences = (id: string): readonly string[] =>
    of(id).children.map(({ textContent }) => textContent ?? '');
  return { verdict: await verdict, findings: sentences('findings'), facts: sentences('facts') };
}

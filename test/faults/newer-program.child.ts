import { registerHooks } from 'node:module';

/**
 * The real command line as the next release could be: the open cases in a new version whose readers can read the old
 * one, and one more version of an event. What is loaded is the source with just that changed, so that beside it the program
 * as it is becomes the old one. With `REDRESS_TEST_OTHER_SHAPE` the readers cannot read the old one. Fails when the source
 * has no such place any more.
 */
const EARLIER =
  'get earlier() { return { name: this.name, version: $1, fields: this.fields, indexes: this.indexes }; },';
const earlier = process.env['REDRESS_TEST_OTHER_SHAPE'] === undefined ? EARLIER : '';

const CHANGES: Readonly<Record<string, readonly [from: RegExp, to: string]>> = {
  'open-cases.projection.ts': [
    /name: 'open-cases',\s*version: (\d+),/,
    `name: 'open-cases', version: $1 + 1, ${earlier}`,
  ],
  'case.codec.ts': [
    /contractsOf\(caseEventSchemas, caseUpcasters\)/,
    `contractsOf(caseEventSchemas, {
       ...caseUpcasters,
       AcknowledgementSent: [...(caseUpcasters.AcknowledgementSent ?? []), (data) => data],
     })`,
  ],
};

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const change = CHANGES[url.split('/').at(-1) ?? ''];
    if (change === undefined) return loaded;
    // The step before has compiled it to text.
    const before = loaded.source as string;
    const source = before.replace(...change);
    if (source === before) throw new Error(`${url}: the place to change is not there any more`);
    return { ...loaded, source };
  },
});

await import('../../apps/cli/main.ts');

// Writes docs/reference/procedure.schema.json from the definition that the loader checks by. --check compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import prettier from 'prettier';
import { procedureJsonSchema } from '#procedures';

const target = path.resolve(import.meta.dirname, '../docs/reference/procedure.schema.json');
const options = { ...(await prettier.resolveConfig(target)), parser: 'json' };
const text = await prettier.format(JSON.stringify(procedureJsonSchema()), options);
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text)
  throw new Error(`${target} is out of date; run npm run reference`);
console.log('The schema of procedure files is published.');

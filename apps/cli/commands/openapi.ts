import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { openEngine } from '#engine';
import { openLocalIssuer } from '#keys';
import { silentLogger } from '#platform';
import type { CliContext } from '../context.ts';
import { jsonDocument, write } from '../output.ts';

export function declare(openapi: Command, context: CliContext): void {
  openapi.action(async () => {
    await write(context.stdout, jsonDocument(await describeApi()));
  });
}

/** The description comes from the routes themselves, so they are put together once over an empty folder. */
async function describeApi(): Promise<object> {
  const { createApi, openApiDocument } = await import('#api');
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'redress-openapi-'));
  const engine = await openEngine({ dataDirectory });
  try {
    const app = await createApi(engine, {
      auth: await openLocalIssuer(path.join(dataDirectory, 'keys')),
      logger: silentLogger,
    });
    const document = openApiDocument(app);
    await app.close();
    return document;
  } finally {
    await engine.close();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

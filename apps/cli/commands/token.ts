import type { Command } from 'commander';
import { isPersonId } from '#event-sourcing';
import { dataFolder } from '#platform';
import { LONGEST_TOKEN_SECONDS, openLocalIssuer } from '#keys';
import { collect, parseDuration } from '../arguments.ts';
import { configOf, print, withHistory, type CliContext } from '../context.ts';
import { usageError } from '../exit-codes.ts';
import { recordUse } from '../system-user.ts';

interface TokenOptions {
  readonly sub: string;
  readonly role: readonly string[];
  readonly ttl: number;
}

export function declare(token: Command, context: CliContext): void {
  token
    .requiredOption('--sub <id>', 'who the token is for')
    .requiredOption('--role <role>', 'a role that this person holds (may be repeated)', collect)
    .option('--ttl <duration>', 'how long it counts, such as 30m or 8h, at most 1d', parseDuration, 8 * 3600)
    .action(async ({ sub, role, ttl }: TokenOptions, command: Command) => {
      const config = configOf(context, command);
      assertPerson(sub);
      if (ttl > LONGEST_TOKEN_SECONDS) throw usageError('--ttl: no token counts for longer than a day.');
      await assertKnown(role);
      // LIF-3: whoever has a token acts in that name; that somebody at the machine gave it is on record first.
      await withHistory(context, command, (engine) => recordUse(engine, command, sub));
      const issuer = await openLocalIssuer(dataFolder(config.dataDirectory).keys);
      const issued = await issuer.issueToken({ sub, roles: role, ttlSeconds: ttl });
      const answer = { token: issued, sub, roles: role, expiresInSeconds: ttl };
      await print(context, command, answer, () => `${issued}\n`);
    });
}

/** The server takes no id that could pass for somebody else's. */
function assertPerson(sub: string): void {
  if (!isPersonId(sub))
    throw usageError(`"${sub}" names nobody: use visible characters that cannot be mistaken for others.`);
}

/** A role that nothing knows opens nothing; better to hear it here than from a server. */
async function assertKnown(roles: readonly string[]): Promise<void> {
  const { KNOWN_ROLES } = await import('#api');
  const unknown = roles.find((role) => !KNOWN_ROLES.some((known) => known === role));
  if (unknown !== undefined)
    throw usageError(
      `There is no role "${unknown}". Roles are: ${KNOWN_ROLES.join(', ')}. Levels are assigned: redress organisation.`,
    );
}

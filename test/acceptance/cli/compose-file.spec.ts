import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '#platform';
import { parse } from 'yaml';
import { commandLine } from '../../command-line.ts';
import { startEventStoreDbDouble } from '../../servers/eventstoredb/start.ts';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly pids_limit?: number;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
}

const { services, volumes } = parse(
  readFileSync(new URL('../../../docker-compose.yml', import.meta.url), 'utf8'),
  { merge: true },
) as { readonly services: Readonly<Record<string, Service>>; readonly volumes: object };
const RIGHTS = 'event-store-rights';
const ours = Object.entries(services).filter(([, { image }]) => image === 'redress');
const processes = ours.filter(([name]) => name !== RIGHTS);
/** What the program is told, behind how it is started. */
const argumentsOf = ({ command = [] }: Pick<Service, 'command'>): readonly string[] =>
  command.slice(command.indexOf('dist/apps/cli/main.js') + 1);

describe('docker-compose.yml', () => {
  it('starts two API processes and two workers beside both servers', () => {
    expect(processes.map(([name, service]) => `${name}: ${argumentsOf(service).join(' ')}`)).toEqual([
      'api-1: api',
      'api-2: api',
      'worker-1: worker',
      'worker-2: worker',
    ]);
    for (const server of ['eventstore', 'mongo']) expect(services[server]).toHaveProperty('healthcheck');
  });

  it.each(processes)(
    'gives %s settings that the product takes, servers that exist, and the shared folder',
    (_name, service) => {
      const { eventStoreUrl = '', readModelsUrl = '' } = readConfig(service.environment ?? {});
      const server = (url: string) => /:\/\/([\w-]+):/.exec(url)?.[1];
      expect([server(eventStoreUrl), server(readModelsUrl)]).toEqual(['eventstore', 'mongo']);
      expect(service.depends_on).toEqual({
        mongo: { condition: 'service_started' },
        [RIGHTS]: { condition: 'service_completed_successfully' },
      });
      expect(service.volumes).toContain('redress-data:/app/data');
    },
  );

  it('D15: gives the rights to the history before anything is recorded, by a command that does it', async () => {
    const { [RIGHTS]: rights } = services;
    expect(rights).toMatchObject({
      environment: { EVENT_STORE: services['api-1']?.environment?.['EVENT_STORE'] },
      depends_on: { eventstore: { condition: 'service_healthy' } },
      restart: 'on-failure',
    });
    const double = await startEventStoreDbDouble();
    const run = (...more: readonly string[]) =>
      commandLine([...argumentsOf(rights ?? {}), ...more], {
        environment: { EVENT_STORE: double.connectionString },
      });
    expect(await run('--check')).toMatchObject({ code: 1 });
    for (const more of [[], [], ['--check']]) expect(await run(...more)).toMatchObject({ code: 0 });
    await double.stop();
  });

  it('confines every process, and ours to their data folder', () => {
    for (const [name, service] of Object.entries(services))
      expect([name, service]).toMatchObject([
        name,
        {
          ...{ security_opt: ['no-new-privileges:true'], mem_limit: expect.any(String), pids_limit: 512 },
          cap_drop: ['ALL'],
        },
      ]);
    for (const [name, service] of ours)
      expect([name, service]).toMatchObject([name, { read_only: true, cap_drop: ['ALL'] }]);
  });

  it('names only volumes that it declares', () => {
    const used = Object.values(services).flatMap((service) =>
      service.volumes.map((each) => each.split(':')[0] ?? ''),
    );
    expect([...new Set(used)].sort()).toEqual(Object.keys(volumes).sort());
  });

  it.each(['api', 'worker'])('calls a command that there is: %s', async (command) => {
    expect(await commandLine([command, '--help'])).toMatchObject({ code: 0 });
  });
});

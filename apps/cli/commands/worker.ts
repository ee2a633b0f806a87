import type { Command } from 'commander';
import { engineSettings } from '#engine';
import { runWorker } from '#worker';
import { configOf, type CliContext } from '../context.ts';
import { rethrowListening } from './serve.ts';

interface WorkerOptions {
  readonly host?: string;
  readonly healthPort?: string;
}

export function declare(worker: Command, context: CliContext): void {
  worker
    .option('--host <address>', 'address for the health check (default: REDRESS_HOST, or 127.0.0.1)')
    .option(
      '--health-port <number>',
      'port that answers /health/live and /health/ready (default: REDRESS_HEALTH_PORT, or none)',
    )
    .action(({ host, healthPort }: WorkerOptions, command: Command) => {
      const config = configOf(context, command, {
        ...(host !== undefined && { host }),
        ...(healthPort !== undefined && { 'health-port': healthPort }),
      });
      const { logLevel, stopMillis } = config;
      const settings = {
        ...{ ...engineSettings(config), logLevel, stopMillis: stopMillis * 0.9 },
        installFiles: true as const,
      };
      if (config.healthPort === undefined) return runWorker(settings, context.signal);
      const health = { host: config.host, port: config.healthPort };
      return runWorker({ ...settings, health }, context.signal).catch(rethrowListening(health));
    });
}

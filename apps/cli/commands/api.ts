import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { declareServer } from './serve.ts';

export const declare = (command: Command, context: CliContext): void => {
  declareServer(command, context, 'elsewhere');
};

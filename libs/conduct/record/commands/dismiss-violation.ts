import { command } from '../command.ts';
import { judging } from './judging.ts';

export const dismissViolation = command({
  name: 'DismissViolation',
  summary: 'Dismiss a violation that was reported: it never counts (CON-3).',
  ...judging('ViolationDismissed'),
});

import { command } from '../command.ts';
import { judging } from './judging.ts';

export const confirmViolation = command({
  name: 'ConfirmViolation',
  summary:
    'Confirm a violation that was reported, after the person was heard: from now on it costs its points (CON-3).',
  ...judging('ViolationConfirmed'),
});

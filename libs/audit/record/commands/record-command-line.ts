import { field } from '#event-sourcing';
import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';

/** LIF-3: whose name somebody gives at the machine is their word; which user they are the operating system knows. */
export const recordCommandLine = command({
  name: 'RecordCommandLine',
  summary: 'Somebody administers at the command line, or looks at who works here (LIF-3).',
  ...ourOwn,
  data: {
    command: field.reference({ example: 'organisation apply' }),
    asPerson: field.reference({ of: 'staff', optional: true, example: 'pan.xin' }),
  },
  decide: (data) => [draft('CommandLineUsed', data)],
});

import { isRefusal } from '#event-sourcing';
import { by, command, entryField, reasonField } from '../command.ts';
import { draft } from '../events.ts';
import { forgottenOn, reportedEntry } from '../rules.ts';

export const confirmViolation = command({
  name: 'ConfirmViolation',
  summary:
    'Confirm a violation that was reported, after the person was heard: from now on it costs its points (CON-3).',
  ...by('deciding'),
  data: { entry: entryField, reason: reasonField },
  decide: (data, state, context) => {
    const found = reportedEntry(state, data.entry);
    return isRefusal(found)
      ? found
      : [
          draft('ViolationConfirmed', {
            ...data,
            forgottenOn: forgottenOn(found.on ?? context.today, context),
          }),
        ];
  },
});

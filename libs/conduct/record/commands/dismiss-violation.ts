import { isRefusal } from '#event-sourcing';
import { by, command, entryField, reasonField } from '../command.ts';
import { draft } from '../events.ts';
import { forgottenOn, reportedEntry } from '../rules.ts';

export const dismissViolation = command({
  name: 'DismissViolation',
  summary: 'Dismiss a violation that was reported: it never counts (CON-3).',
  ...by('deciding'),
  data: { entry: entryField, reason: reasonField },
  decide: (data, state, context) => {
    const found = reportedEntry(state, data.entry);
    return isRefusal(found)
      ? found
      : [
          draft('ViolationDismissed', {
            ...data,
            forgottenOn: forgottenOn(found.on ?? context.today, context),
          }),
        ];
  },
});

import type { Hit } from '../../../rules/engine/look.ts';
import type { Found } from './messages.ts';

/** A hit as the editor gets it. */
export const foundOf = ({ finding, edits, suppressed, blockLine }: Hit, withEdits: boolean): Found => ({
  ...finding,
  blockLine,
  ...(suppressed === undefined ? {} : { quiet: suppressed }),
  ...(withEdits && edits ? { edits } : {}),
});

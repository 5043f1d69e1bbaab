import type { Hit } from '../../../rules/engine/look.ts';
import type { Found } from './messages.ts';

/** A hit as the editor gets it. */
export const foundOf = ({ finding, edits, replaces, suppressed, blockLine }: Hit, withEdits: boolean): Found => ({
  ...finding,
  blockLine,
  ...(replaces ? { replaces } : {}),
  ...(suppressed === undefined ? {} : { quiet: suppressed }),
  ...(withEdits && edits ? { edits } : {}),
});

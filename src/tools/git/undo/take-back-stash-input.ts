import { z } from 'zod';
import { directory, objectId } from '../repository/names.ts';

/** By which the tool that puts changes aside says how that is taken back when it is cut off. */
export const takeBackStashInput = z.strictObject({
  directory,
  before: objectId.nullable().describe('The newest stash from before; null: there was none.'),
});

import { plainly } from '../plainly.ts';

/** Text that stays text in Markdown: what a rule of the workspace says must not become a link. Words still break between words. */
export const asText = (text: string): string => plainly(text).replace(/\s+/g, ' ');

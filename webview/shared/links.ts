import type { TemplateResult } from 'lit';
import { linksIn } from '../../src/base/links.ts';
import { textButton } from './button.ts';

/** A text with what it links to as something to press; opened by the host, which looks at it once more. */
export const linked = (text: string, open: (href: string) => void): readonly (string | TemplateResult)[] =>
  linksIn(text).map((part) => ('href' in part ? textButton(part.href, () => open(part.href), undefined, 'link') : part.text));

import { html, type TemplateResult } from 'lit';
import { partsOf } from '../../src/base/links.ts';
import { textButton } from './button.ts';

/** A text with what it links to as something to press; opened by the host, which looks at it once more. Names between backticks are code. */
export const linked = (text: string, open: (href: string) => void): readonly (string | TemplateResult)[] =>
  partsOf(text).map((part) =>
    'href' in part
      ? textButton(part.href, () => open(part.href), undefined, 'link')
      : 'code' in part
        ? html`<span class="code">${part.code}</span>`
        : part.text,
  );

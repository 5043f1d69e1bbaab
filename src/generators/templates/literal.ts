/** A text as a template that fills in to just that text: what Handlebars would read as an expression is escaped. */
export const literalTemplate = (text: string): string =>
  // After a backslash of the text's own another one would mean something else, so there the braces come out of a helper.
  text.replaceAll(/(\\*)\{\{/g, (braces, backslashes: string) => (backslashes === '' ? `\\${braces}` : `{{default "" "${braces}"}}`));

/** Text of a person's for prose, tables and diagrams: signs that Markdown, HTML or Mermaid would act on are left out. */
export const plain = (text: string): string => text.replace(/[^\p{L}\p{N} .,:/@+=_-]/gu, '');

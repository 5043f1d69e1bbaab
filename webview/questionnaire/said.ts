import type { Answer, Question } from '../../src/protocol/question.ts';

/** An answer in a line, for the review page and for the names of rows. */
export function said(question: Question, value: Answer | undefined): string {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return 'none';
  switch (question.type) {
    case 'boolean':
      return value === true ? 'yes' : 'no';
    case 'number':
      return question.unit && typeof value === 'number' ? `${value}\u00a0${question.unit}` : `${value}`;
    case 'choice':
      return labelOf(question, `${value}`);
    case 'multi-choice':
      return Array.isArray(value) ? value.map((v) => labelOf(question, `${v}`)).join(', ') : `${value}`;
    case 'list':
      return Array.isArray(value)
        ? value.map((row) => (typeof row === 'string' ? row || '(empty)' : record(question.fields ?? [], row))).join(question.fields ? '\n' : ', ')
        : `${value}`;
    default:
      return `${value}`;
  }
}

const labelOf = (question: { readonly options: readonly { readonly value: string; readonly label: string }[] }, value: string): string =>
  question.options.find((o) => o.value === value)?.label ?? value;

/** The first field names the row, numbers get their label. */
function record(fields: readonly Question[], row: { readonly [field: string]: Answer }): string {
  return fields
    .map((f, i) => (i === 0 || f.type === 'choice' || f.type === 'text' ? said(f, row[f.id]) : `${f.label.toLowerCase()} ${said(f, row[f.id])}`))
    .join(' · ');
}

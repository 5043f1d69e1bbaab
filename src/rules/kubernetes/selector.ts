import type { Json } from '../../base/json.ts';
import { type Fields, fieldsOf, isFields, listOf } from './object.ts';

/** Whether a label selector chooses these labels; an empty one chooses all. */
export function selects(selector: Json | undefined, labels: Fields): boolean {
  if (!isFields(selector)) return false;
  const equal = Object.entries(fieldsOf(selector.matchLabels)).every(([key, value]) => labels[key] !== undefined && String(labels[key]) === String(value));
  return equal && listOf(selector.matchExpressions).every((expression) => holds(fieldsOf(expression), labels));
}

function holds(expression: Fields, labels: Fields): boolean {
  const value = labels[String(expression.key)];
  const values = listOf(expression.values).map(String);
  switch (expression.operator) {
    case 'In':
      return value !== undefined && values.includes(String(value));
    case 'NotIn':
      return value === undefined || !values.includes(String(value));
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

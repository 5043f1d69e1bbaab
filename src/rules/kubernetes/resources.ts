import type { Json } from '../../base/json.ts';
import { fieldsOf } from './object.ts';
import type { Container } from './pod.ts';

type Resource = 'cpu' | 'memory';

/** What a container asks for, as YAML text. */
export const requestOf = (container: Container, resource: Resource): string | undefined =>
  text(fieldsOf(fieldsOf(container.value.resources).requests)[resource]);

export const limitOf = (container: Container, resource: Resource): string | undefined => text(fieldsOf(fieldsOf(container.value.resources).limits)[resource]);

const text = (value: Json | undefined): string | undefined => {
  if (typeof value === 'number') return String(value);
  // A bare number in quotes stays a text.
  return typeof value === 'string' ? (/^[\d.]+$/.test(value) ? JSON.stringify(value) : value) : undefined;
};

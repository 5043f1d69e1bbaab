import context from '../../../../templates/terraform/root/context.hbs';
import outputsBlock from '../../../../templates/terraform/root/outputs.hbs';
import variablesBlock from '../../../../templates/terraform/root/variables.hbs';
import type { Component, Input, OutputView, Section, VariableView } from './component.ts';
import { assign, code, quote, type Value } from './hcl.ts';

/** `variables.tf`: every variable described and typed; none may be null. */
export const variables = (list: readonly VariableView[]): string =>
  variablesBlock({
    variables: list.map(({ name, description, type, default: standard, secret, validations = [] }) => {
      const lines: [string, Value][] = [
        ['description', description],
        ['type', code(type)],
      ];
      if (standard !== undefined) lines.push(['default', standard]);
      if (secret) lines.push(['sensitive', true], ['ephemeral', true]);
      lines.push(['nullable', false]);
      return { name, lines: assign(lines, 1), validations: validations.map(({ condition, message }) => ({ condition, message: quote(message) })) };
    }),
  });

export const outputs = (list: readonly OutputView[]): string =>
  outputsBlock({ outputs: list.map((output) => ({ ...output, description: quote(output.description) })) });

/** Values of the inputs that have one, aligned. */
export const values = (list: readonly Input[], depth: number): string =>
  assign(
    list.flatMap(({ name, value }): [string, Value][] => (value === undefined ? [] : [[name, value]])),
    depth,
  );

export const fillAll = (sections: readonly Section[]): string => sections.map(({ fill, view }) => fill(view)).join('\n');

/** Sections by file, in the order in which the files first come up. */
export function byFile(components: readonly Component[]): ReadonlyMap<string, readonly Section[]> {
  return Map.groupBy(
    components.flatMap((component) => component.sections),
    (section) => section.file,
  );
}

/** The lookups that the given text uses, or nothing when it uses none: who and where we are. */
export function contextFor(text: string): string {
  const used = Object.entries(lookups).filter(([local]) => text.includes(`local.${local}`));
  if (used.length === 0) return '';
  return context({
    data: used.map(([, { data }]) => data),
    lines: assign(
      used.map(([local, { value }]) => [local, code(value)]),
      1,
    ),
  });
}

const lookups: { readonly [local: string]: { readonly data: string; readonly value: string } } = {
  account_id: { data: 'aws_caller_identity', value: 'data.aws_caller_identity.current.account_id' },
  partition: { data: 'aws_partition', value: 'data.aws_partition.current.partition' },
  region: { data: 'aws_region', value: 'data.aws_region.current.name' },
};

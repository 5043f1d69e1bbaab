import type { TerraformAnswers } from '../answers.ts';
import { bucket } from './bucket.ts';
import { cluster } from './cluster.ts';
import type { Component, VariableView } from './component.ts';
import { database } from './database.ts';
import { network } from './network.ts';
import type { Scope } from './scope.ts';

/** The parts that were chosen, in the order in which they lean on each other. */
export function components(answers: TerraformAnswers, scope: Scope): Component[] {
  const list: Component[] = [];
  if (answers.network !== undefined) list.push(network(answers, answers.network, scope));
  if (answers.cluster !== undefined) list.push(cluster(answers, answers.cluster, scope));
  if (answers.database !== undefined) list.push(database(answers, answers.database, scope));
  if (answers.bucket !== undefined) list.push(bucket(answers, answers.bucket, scope));
  return list;
}

/** What a root must be told when the network was made elsewhere: the parts need it and nobody in here has it. */
export function missing(answers: TerraformAnswers, list: readonly Component[]): (keyof Scope)[] {
  if (answers.network !== undefined) return [];
  const elsewhere: readonly (keyof Scope)[] = ['vpc_id', 'vpc_cidr', 'private_subnet_ids', 'database_subnet_ids'];
  return elsewhere.filter((name) => list.some((component) => component.needs.includes(name)));
}

/** Lines for a person to fill in: we can't know them. */
export const elsewhereNote = (list: readonly VariableView[]): string[] =>
  list.length === 0 ? [] : [['# The network was made elsewhere. Fill these in:', ...list.map(({ name }) => `# ${name} =`)].join('\n')];

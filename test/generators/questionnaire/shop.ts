import type { Answers } from '../../../src/domain/question.ts';

/** The one answer without a default. */
export const shop: Answers = { 'project.name': 'shop' };

/** Subnets of a person's own that fit the default network of a development environment. */
export const customSubnets = (answers: Answers): Answers => ({
  'network.subnets': 'custom',
  'network.publicSubnets': ['10.0.128.0/20', '10.0.144.0/20'],
  'network.privateSubnets': ['10.0.0.0/19', '10.0.32.0/19'],
  'network.databaseSubnets': ['10.0.192.0/20', '10.0.208.0/20'],
  ...answers,
});

import type { QuestionGroup } from '../../../domain/question.ts';
import { regions, regionsSource, tagsSource } from './facts.ts';

/** What every AWS service takes in a tag. */
const tagText = '[\\p{L}\\p{N} _.:/=+@-]*';
const tagTextHelp = 'use letters, digits, spaces and _ . : / = + - @';

export const project: QuestionGroup = {
  id: 'project',
  title: 'Project',
  intro: 'What this is called, where it lives and which parts it has.',
  questions: [
    {
      id: 'project.name',
      type: 'text',
      label: 'Name',
      help: 'Starts the name of everything: 2 to 24 of a–z, 0–9 and single hyphens between them, starting with a letter.',
      required: true,
      placeholder: 'shop',
      pattern: '[a-z](?=.*[a-z0-9]$)(?!.*--)[a-z0-9-]+',
      patternHelp: 'use a–z, 0–9 and single hyphens between them, starting with a letter, such as shop',
      lengthMax: 24,
    },
    {
      id: 'project.provider',
      type: 'choice',
      label: 'Cloud',
      help: 'Where it is built.',
      default: 'aws',
      options: [{ value: 'aws', label: 'AWS' }],
    },
    {
      id: 'project.region',
      type: 'choice',
      label: 'Region',
      help: 'Where it runs; all of these have three zones; another can be written.',
      source: regionsSource,
      default: 'eu-central-1',
      options: regions.map(({ id, place }) => ({ value: id, label: `${id} (${place})` })),
      open: { pattern: '[a-z]{2}(-[a-z]+)+-[1-9]', patternHelp: 'write a region such as eu-central-1' },
    },
    {
      id: 'project.environment',
      type: 'choice',
      label: 'Environment',
      help: 'Decides the defaults of what follows: dev is cheap, prod is safe.',
      default: 'dev',
      options: [
        { value: 'dev', label: 'Development' },
        { value: 'staging', label: 'Staging' },
        { value: 'prod', label: 'Production' },
      ],
    },
    {
      id: 'project.components',
      type: 'multi-choice',
      label: 'Components',
      help: 'Without a network, a cluster or a database goes into one you have: its ids are then variables to fill in.',
      default: ['network', 'cluster', 'database', 'bucket'],
      itemsMin: 1,
      options: [
        { value: 'network', label: 'Network (VPC)', help: 'Subnets in several zones, ways in and out, flow logs.' },
        { value: 'cluster', label: 'Cluster (EKS)', help: 'Kubernetes with managed node groups.' },
        { value: 'database', label: 'Database (RDS)', help: 'PostgreSQL, MySQL or MariaDB.' },
        { value: 'bucket', label: 'Buckets (S3)', help: 'Private, encrypted, versioned.' },
      ],
    },
    {
      id: 'project.owner',
      type: 'text',
      label: 'Owner',
      help: 'Who answers for it, as the tag Owner; empty for no such tag.',
      source: tagsSource,
      default: '',
      placeholder: 'team-shop',
      pattern: tagText,
      patternHelp: tagTextHelp,
    },
    {
      id: 'project.costCentre',
      type: 'text',
      label: 'Cost centre',
      help: 'Who pays for it, as the tag CostCentre; empty for no such tag.',
      default: '',
      placeholder: 'CC-1001',
      pattern: tagText,
      patternHelp: tagTextHelp,
    },
    {
      id: 'project.tags',
      type: 'list',
      label: 'More tags',
      help: 'Put on everything, besides Project, Environment, Owner, CostCentre and ManagedBy.',
      source: tagsSource,
      default: [],
      item: 'tag',
      itemsMax: 40,
      fields: [
        {
          id: 'key',
          type: 'text',
          label: 'Key',
          help: 'Up to 128 characters, not starting with aws:.',
          required: true,
          pattern: tagText,
          patternHelp: tagTextHelp,
          lengthMax: 128,
        },
        { id: 'value', type: 'text', label: 'Value', help: 'Up to 256 characters.', default: '', pattern: tagText, patternHelp: tagTextHelp, lengthMax: 256 },
      ],
    },
  ],
};

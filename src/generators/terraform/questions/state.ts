import type { QuestionGroup } from '../../../domain/question.ts';
import { bucketNamesSource, regions } from './facts.ts';

export const state: QuestionGroup = {
  id: 'state',
  title: 'State',
  intro: 'Where Terraform remembers what it made.',
  questions: [
    {
      id: 'state.backend',
      type: 'choice',
      label: 'Kept in',
      help: 'A file is for one person; S3 is for a team, locked while somebody applies.',
      source: 'https://developer.hashicorp.com/terraform/language/backend/s3',
      default: 'local',
      options: [
        { value: 'local', label: 'A file in the folder' },
        { value: 's3', label: 'An S3 bucket' },
      ],
    },
    {
      id: 'state.bucket',
      type: 'text',
      label: 'Bucket',
      help: 'A bucket that exists, with versioning on.',
      source: bucketNamesSource,
      required: true,
      placeholder: 'example-terraform-state',
      pattern:
        '(?!.*\\.\\.)(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|\\.mrap|--x-s3|--table-s3)$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]',
      patternHelp: 'a bucket is called by 3 to 63 of a–z, 0–9, hyphens and dots, starting and ending with a letter or digit',
      lengthMax: 63,
      when: { 'state.backend': 's3' },
    },
    {
      id: 'state.key',
      type: 'text',
      label: 'Folder in the bucket',
      help: 'Where in the bucket the state goes; empty: the project’s name.',
      default: '',
      placeholder: 'shop',
      pattern: "[A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*",
      patternHelp: 'write names with / between them, such as teams/shop',
      lengthMax: 512,
      when: { 'state.backend': 's3' },
    },
    {
      id: 'state.region',
      type: 'choice',
      label: 'Region of the bucket',
      help: 'Where that bucket is.',
      default: 'eu-central-1',
      defaultWhen: regions.map(({ id }) => ({ when: { 'project.region': id }, value: id })),
      options: regions.map(({ id, place }) => ({ value: id, label: `${id} (${place})` })),
      open: { pattern: '[a-z]{2}(-[a-z]+)+-[1-9]', patternHelp: 'write a region such as eu-central-1' },
      when: { 'state.backend': 's3' },
    },
  ],
};

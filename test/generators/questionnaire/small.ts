import type { Questionnaire } from '../../../src/domain/question.ts';

/** One question of every type, with conditions and defaults that depend on earlier answers. */
export const small: Questionnaire = {
  generator: 'small',
  title: 'Small',
  groups: [
    {
      id: 'base',
      title: 'Base',
      intro: 'What it is.',
      questions: [
        {
          id: 'base.name',
          type: 'text',
          label: 'Name',
          help: 'What it is called.',
          required: true,
          pattern: '[a-z]+',
          patternHelp: 'use a–z, such as shop',
          lengthMax: 8,
        },
        {
          id: 'base.env',
          type: 'choice',
          label: 'Environment',
          help: 'Decides the defaults.',
          default: 'dev',
          options: [
            { value: 'dev', label: 'Development' },
            { value: 'prod', label: 'Production' },
          ],
        },
        {
          id: 'base.parts',
          type: 'multi-choice',
          label: 'Parts',
          help: 'What it has.',
          default: ['web'],
          itemsMin: 1,
          options: [
            { value: 'web', label: 'Web' },
            { value: 'data', label: 'Data' },
            { value: 'spare', label: 'Spare', when: { 'base.env': 'prod' } },
          ],
        },
      ],
    },
    {
      id: 'web',
      title: 'Web',
      intro: 'The web part.',
      when: { 'base.parts': 'web' },
      questions: [
        {
          id: 'web.count',
          type: 'number',
          label: 'Count',
          help: 'How many.',
          default: 1,
          defaultWhen: [{ when: { 'base.env': 'prod' }, value: 3 }],
          min: 1,
          max: 9,
          unit: 'machines',
        },
        { id: 'web.tls', type: 'boolean', label: 'TLS', help: 'Encrypted.', default: true },
        { id: 'web.key', type: 'secret', label: 'Key', help: 'Which stored secret.', when: { 'web.tls': true } },
        { id: 'web.from', type: 'cidr', label: 'From', help: 'Who may come.', default: '10.0.0.0/8' },
        { id: 'web.days', type: 'number', label: 'Days', help: 'How long logs stay.', default: 7, oneOf: [1, 7, 30], unit: 'days' },
      ],
    },
    {
      id: 'data',
      title: 'Data',
      intro: 'The data part.',
      when: { 'base.parts': 'data' },
      questions: [
        {
          id: 'data.version',
          type: 'choice',
          label: 'Version',
          help: 'Of the engine.',
          default: '1.30',
          options: [
            { value: '1.30', label: '1.30' },
            { value: '1.31', label: '1.31' },
          ],
          open: { pattern: '\\d+\\.\\d+', patternHelp: 'write a version such as 1.30' },
        },
        {
          id: 'data.names',
          type: 'list',
          label: 'Names',
          help: 'One each.',
          default: ['a'],
          item: 'name',
          itemsMin: 1,
          itemsMax: 3,
          each: { type: 'text', pattern: '[a-z]+', patternHelp: 'use a–z' },
        },
        {
          id: 'data.groups',
          type: 'list',
          label: 'Groups',
          help: 'Of machines.',
          default: [{ name: 'main', min: 1, max: 2 }],
          item: 'group',
          fields: [
            { id: 'name', type: 'text', label: 'Name', help: 'What it is called.', required: true },
            { id: 'min', type: 'number', label: 'Min', help: 'At least.', default: 1, min: 0 },
            { id: 'max', type: 'number', label: 'Max', help: 'At most.', default: 2, min: 1 },
          ],
        },
      ],
    },
  ],
  check: () => [],
};

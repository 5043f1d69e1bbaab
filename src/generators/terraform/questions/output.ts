import type { QuestionGroup } from '../../../domain/question.ts';

export const output: QuestionGroup = {
  id: 'output',
  title: 'Files',
  intro: 'How the files are laid out.',
  questions: [
    {
      id: 'output.layout',
      type: 'choice',
      label: 'Layout',
      help: 'Modules let several environments share the same code.',
      source: 'https://developer.hashicorp.com/terraform/language/modules/develop/structure',
      default: 'modules',
      options: [
        { value: 'modules', label: 'Modules', help: 'One module a component, one folder an environment.' },
        { value: 'flat', label: 'Flat', help: 'All files in one folder.' },
      ],
    },
  ],
};

import type { Questionnaire } from '../../../src/domain/question.ts';

/** Small, and has one question of every type and every way to be asked. */
export const sample: Questionnaire = {
  generator: 'sample',
  title: 'Generate a sample',
  groups: [
    {
      id: 'project',
      title: 'Project',
      intro: 'What everything is called, and where it runs.',
      questions: [
        {
          id: 'project.name',
          type: 'text',
          label: 'Name',
          help: 'The prefix of every name.',
          required: true,
          pattern: '[a-z][a-z0-9-]{1,23}',
          patternHelp: 'use 2 to 24 of a–z, 0–9 and hyphens, starting with a letter',
          placeholder: 'shop',
        },
        {
          id: 'project.environment',
          type: 'choice',
          label: 'Environment',
          help: 'Decides the defaults of what follows.',
          default: 'staging',
          options: [
            { value: 'dev', label: 'Development', help: 'Small and cheap.' },
            { value: 'staging', label: 'Staging', help: 'Like production, smaller.' },
            { value: 'prod', label: 'Production', help: 'Protected against deletion, spread over zones.' },
          ],
        },
        {
          id: 'project.region',
          type: 'choice',
          label: 'Region',
          help: 'Where it runs.',
          source: 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html',
          default: 'eu-central-1',
          options: ['eu-central-1', 'eu-west-1', 'eu-north-1', 'us-east-1', 'us-west-2'].map((value) => ({ value, label: value })),
          open: { pattern: '[a-z]{2}-[a-z]+-\\d', patternHelp: 'write a region such as eu-central-1' },
        },
        {
          id: 'project.components',
          type: 'multi-choice',
          label: 'Components',
          help: 'What to build.',
          default: ['network', 'cluster'],
          options: [
            { value: 'network', label: 'Network' },
            { value: 'cluster', label: 'Cluster' },
            { value: 'database', label: 'Database' },
          ],
          itemsMin: 1,
        },
      ],
    },
    {
      id: 'network',
      title: 'Network',
      intro: 'Addresses, and who reaches them.',
      when: { 'project.components': 'network' },
      questions: [
        { id: 'network.cidr', type: 'cidr', label: 'Address range', help: 'A private range, from /16 to /24.', default: '10.0.0.0/16', required: true },
        { id: 'network.flowLogs', type: 'boolean', label: 'Keep flow logs', help: 'Who talked to whom, for audits and for finding faults.', default: true },
        {
          id: 'network.flowLogDays',
          type: 'number',
          label: 'Keep them for',
          help: 'CloudWatch knows these numbers only.',
          default: 30,
          unit: 'days',
          oneOf: [7, 30, 90, 365],
          when: { 'network.flowLogs': true },
        },
        {
          id: 'network.allowed',
          type: 'list',
          label: 'Addresses let in',
          help: 'Your office or VPN, one range each.',
          default: [],
          item: 'range',
          itemsMax: 4,
          each: { type: 'cidr', placeholder: '203.0.113.0/24' },
        },
      ],
    },
    {
      id: 'cluster',
      title: 'Cluster',
      intro: 'The machines Kubernetes runs on.',
      when: { 'project.components': 'cluster' },
      questions: [
        { id: 'cluster.disk', type: 'number', label: 'Disk', help: 'Of each machine.', default: 50, min: 20, max: 1000, step: 10, unit: 'GiB' },
        {
          id: 'cluster.nodeGroups',
          type: 'list',
          label: 'Node groups',
          help: 'Machines of one kind that grow and shrink together.',
          default: [{ name: 'default', machine: 'm7g.large', min: 2, max: 4, spot: false }],
          item: 'node group',
          itemsMin: 1,
          itemsMax: 3,
          fields: [
            {
              id: 'name',
              type: 'text',
              label: 'Name',
              help: 'Small letters.',
              required: true,
              pattern: '[a-z][a-z0-9-]*',
              patternHelp: 'use small letters, digits and hyphens',
            },
            {
              id: 'machine',
              type: 'choice',
              label: 'Machine',
              help: 'An instance type.',
              default: 'm7g.large',
              options: ['t4g.large', 'm7g.large', 'm7g.xlarge', 'c7g.xlarge'].map((value) => ({ value, label: value })),
            },
            { id: 'min', type: 'number', label: 'Min', help: 'Never fewer.', default: 1, min: 0, max: 100 },
            { id: 'max', type: 'number', label: 'Max', help: 'Never more.', default: 3, min: 1, max: 100 },
            { id: 'spot', type: 'boolean', label: 'Spot', help: 'Cheaper, and may be taken back.', default: false },
          ],
        },
        {
          id: 'cluster.token',
          type: 'secret',
          label: 'Registry token',
          help: 'The name of a stored secret, never the secret itself.',
          placeholder: 'registry-token',
        },
      ],
    },
    {
      id: 'database',
      title: 'Database',
      intro: 'Asked only when there is one.',
      when: { 'project.components': 'database' },
      questions: [{ id: 'database.name', type: 'text', label: 'Database name', help: 'The first one in it.', default: 'app' }],
    },
  ],
  check: (answers) => {
    const groups = answers['cluster.nodeGroups'];
    if (!Array.isArray(groups)) return [];
    return groups.flatMap((g, i) =>
      typeof g === 'object' && Number(g.min) > Number(g.max)
        ? [{ path: `cluster.nodeGroups[${i}].max`, message: `is below min: raise it to ${g.min} or more` }]
        : [],
    );
  },
};

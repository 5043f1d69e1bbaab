const path = 'in-a/file-a.txt';
const sha = 'a'.repeat(64);
/** Texts of every shape an answer may have. */
const answers = [
  { 'project.name': 'shop-a', 'project.owner': 'team-a', 'project.costCentre': 'CC-1', 'project.components': ['bucket'], 'bucket.names': ['bucket-a'] },
  { 'project.name': 'shop-a', 'other.rows': [{ 'row-a': 'cell-a', tags: ['tag-a'] }] },
];

/** Inputs with a word of its own in each text, of the tools that work on the files of a workspace and on nothing else. */
export const folderSamples: Readonly<Record<string, readonly object[]>> = {
  'files.read': [{ path }],
  'files.write': [
    { path: 'in-a/new-a.txt', content: 'content-a' },
    { path, content: 'content-a', expect: sha },
  ],
  'files.list': [{ path: 'in-a', pattern: 'file-a*' }],
  'files.search': [{ text: 'text-a', path: 'in-a', include: 'file-a*' }],
  'files.tree': [{ path: 'in-a' }],
  'files.diff': [
    { from: path, to: 'in-a/other-a.txt' },
    { from: path, text: 'text-a' },
  ],
  'files.restore': [
    { files: [{ path, to: sha, expect: sha }], folders: ['in-a/empty-a'] },
    { files: [{ path: 'in-a/gone-a.txt', to: null, expect: sha }], folders: ['in-a/empty-a'] },
  ],
  'rules.scan': [{ path: 'in-a', rules: ['aws-s3-versioning'], baseline: 'in-a/base-a.json' }],
  'rules.fix': [{ path: 'in-a', rules: ['aws-s3-versioning'], resources: ['aws_s3_bucket.logs'] }],
  'templates.list': [{}],
  'templates.validate': [{ name: 'name-a.txt' }, { name: 'name-a.txt', text: 'text-a {{project.name}}' }],
  'templates.save': [{ name: 'name-b.txt', text: 'text-a {{project.name}}' }],
  'templates.render': [
    ...answers.map((given) => ({ name: 'name-a.txt', text: 'text-a {{project.name}}', answers: given })),
    { name: 'name-a.txt', data: { project: { name: 'data-a' }, other: 'data-b' } },
  ],
  'generate.terraform': answers.map((given) => ({ out: 'in-a/out-a', answers: given })),
  'shell.run': [{ program: 'program-a', args: ['arg-a'], directory: 'in-a', expectOutput: 'output-a', expectFiles: ['file-a.txt'] }],
};

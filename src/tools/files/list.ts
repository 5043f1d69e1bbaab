import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { patternInvalid } from '../../domain/failure/files.ts';
import { tool } from '../../domain/tool.ts';
import { globSource } from './inside/ignore.ts';
import { folderToWalk, statOf, walk } from './inside/walk.ts';
import { path } from './read.ts';

export const list = tool({
  name: 'files.list',
  effect: 'read',
  summary: 'List the files of a folder, by name or pattern; leaves out what .gitignore hides.',
  input: z.strictObject({
    path: path.default('.').describe('Folder, relative to the workspace folder.'),
    pattern: z.string().min(1).max(500).optional().describe('Such as `*.tf` or `modules/**/main.tf`, relative to `path`; without a `/` it holds for the name.'),
    recursive: z.boolean().default(true),
    ignored: z.boolean().default(false).describe('Also what .gitignore and `files.exclude` hide.'),
    hidden: z.boolean().default(true).describe('Also names that start with a dot.'),
    limit: z.number().int().min(1).max(20_000).default(1000),
  }),
  output: z.object({
    files: z
      .array(z.object({ path: z.string(), kind: z.enum(['file', 'folder', 'link', 'other']), bytes: z.number().optional(), modifiedAt: z.string().optional() }))
      .readonly(),
    truncated: z.boolean(),
  }),
  commands: ['ls {path?}'],
  says: [
    'files matching *.md in docs',
    'the files that match src/**/*.ts',
    'list the files',
    'which terraform files are there',
    'find all yaml files in k8s',
    'what is in the folder modules',
    'ls docs',
    'which files are in docs',
    'show all markdown files',
    'what do we have in the scripts folder',
    'list every .tf file under modules',
    'contents of the folder config',
    'find all json files',
    'what files are there',
    'files under docs',
    'every yaml file in deploy',
    'show the contents of the src folder',
    'which tf files do we have',
    'list the python files in scripts',
    'files in docs',
    'which markdown files are there?',
    'what is in the folder scripts?',
    'tf files under modules',
    'names of all yaml files in deploy',
    'every json below config',
    'show only the ts files in src',
    'which files are in docs/',
    'which files are there in src',
    'what files do we have',
    'what files are under src',
    'what is in the folder src',
    'what is in src/',
    'what does the folder src contain',
    'contents of the folder src',
    'show me all *.ts files',
    'show all *.tf under infra',
    'all yaml files',
    'every markdown file',
    'find all json files in data',
    'find the go files in cmd',
    'find files called Dockerfile',
    'is there a Dockerfile anywhere',
    'are there Dockerfiles',
    'do we have any terraform files',
    'do we have python files in scripts',
    'which typescript files are in src',
    'which yaml files do we have in k8s',
    'list src without subfolders',
    'only the files directly in src',
    'files in src but not in its subfolders',
    'files on the top level',
    'list hidden files too',
    'list ignored files as well',
    'how many files are in src',
    'count the yaml files',
    'give me the names of the files in docs',
    'where are the *.md files',
    'names of all test files',
    'what lives in the folder src',
    'enumerate the files in src',
    'every .ts file',
    'look up all csv files below data',
    'all files below src',
    'which files lie in docs',
    "what files are in charts/orders? I remember there being a second values file for the testers but can't find it in the editor",
    'which yaml files do we have in k8s, subfolders included, I must tell the new colleague how many of them he is going to migrate',
    'show dotfiles too in the directory ci',
    'files matching values-*.yaml in helm/kiosk',
    'Requesting listing of directory ansible/roles',
    'dir modules/network',
    "what's lying in the root of this workspace, hidden ones as well",
  ],
  examples: [{ title: 'List the Terraform files', input: { pattern: '*.tf' } }],
  guessMs: 100,

  async run(input, at) {
    const folder = await folderToWalk(at, input.path);
    if (!folder.ok) return folder;
    const source = input.pattern === undefined ? '.*' : globSource(input.pattern.replace(/^\.?\//, ''));
    if (source === undefined) return failed(patternInvalid(input.pattern ?? '', 'it matches nothing'));
    const anchored = input.pattern?.includes('/') ?? true;
    const wanted = new RegExp(`^${anchored ? '' : '(?:.*/)?'}${source}$`, 's');
    const prefix = input.path === '.' ? 0 : input.path.replace(/^\.\//, '').replace(/\/+$/, '').length + 1;

    const files: { path: string; kind: 'file' | 'folder' | 'link' | 'other'; bytes?: number; modifiedAt?: string }[] = [];
    let truncated = false;
    for await (const found of walk(at, input.path, { depthMax: input.recursive ? 100 : 1, ignored: input.ignored, hidden: input.hidden })) {
      // Of folders only the names are of interest, and only where what is in them is not told.
      if ((found.kind === 'folder' && input.recursive) || !wanted.test(found.path.slice(prefix))) continue;
      if (files.length >= input.limit) {
        truncated = true;
        break;
      }
      const about = found.kind === 'file' ? await statOf(at, found.path) : undefined;
      files.push({
        path: found.path,
        kind: found.kind,
        ...(about?.ok ? { bytes: about.value.bytes, modifiedAt: new Date(about.value.modifiedMs).toISOString() } : {}),
      });
    }
    return {
      ok: true,
      output: { files, truncated },
      summary: `${count(files.length, input.recursive ? 'file' : 'entry', input.recursive ? 'files' : 'entries')}${truncated ? ', and more' : ''} in ${input.path}.`,
      undo: 'nothing-changed',
    };
  },
});

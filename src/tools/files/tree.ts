import { z } from 'zod';
import { count } from '../../base/say.ts';
import { tool } from '../../domain/tool.ts';
import { type Found, folderToWalk, walk } from './inside/walk.ts';
import { path } from './read.ts';

export const tree = tool({
  name: 'files.tree',
  effect: 'read',
  summary: 'Draw the tree of a folder, to a depth; leaves out what .gitignore hides.',
  input: z.strictObject({
    path: path.default('.').describe('Folder, relative to the workspace folder.'),
    depth: z.number().int().min(1).max(20).default(3),
    ignored: z.boolean().default(false).describe('Also what .gitignore and `files.exclude` hide.'),
    hidden: z.boolean().default(false).describe('Also names that start with a dot.'),
    limit: z.number().int().min(1).max(5000).default(500).describe('Entries, at most.'),
  }),
  output: z.object({ text: z.string(), folders: z.number(), files: z.number(), truncated: z.boolean() }),
  commands: ['tree {path?} -L={depth} -a{hidden:true}'],
  says: [
    'show the folder structure',
    'draw the tree of this project',
    'tree of infra two levels deep',
    'how is this workspace organised',
    'show the tree of src',
    'directory structure of the project',
    'give me an overview of the folders',
    'draw the folder tree two levels deep',
    'how is the repo laid out',
    'show me the folder hierarchy of src',
    'how is the code organised',
    'tree of docs',
    'folder structure',
    'layout of src',
    'tree of services, two levels',
    'how is this project organised?',
    'overview of the folders',
    'structure below packages, depth 4',
    'structure of src',
    'structure of the project',
    'layout of the project',
    'layout of the repo',
    'how is this project organised',
    'how is src organised',
    'how is the folder infra structured',
    'directory tree',
    'directory tree of src',
    'directory tree two levels deep',
    'draw the tree of src',
    'draw me the tree of the folder src',
    'print the file tree of src',
    'print the tree',
    'overview of the directories in src',
    'visualise the folders',
    'hierarchy of folders',
    'folder hierarchy of infra',
    'what folders do we have',
    'which folders are in src',
    'tree with hidden files',
    'tree of src with ignored files',
    'map of the repository',
    'give me a picture of the repo',
    "an outline of the project's files",
    'tree -L 2',
    'sketch the layout of src',
    'what does the tree below src look like',
    'display the directory structure',
    'outline of the folders two levels down',
    'I am new in this project, could you show me how the folders under services are organised, as a tree?',
    'Requesting a directory tree of gitops/clusters, depth 4.',
    'I need an ascii tree of modules for the readme, people keep asking me where things are and a picture says it faster',
    'structure of envs, incl. what git ignores',
    'one level tree of the workspace',
    'let me have a tree view of platform/eks',
  ],
  examples: [{ title: 'See what is where, two levels deep', input: { depth: 2 } }],
  guessMs: 100,

  async run(input, at) {
    const folder = await folderToWalk(at, input.path);
    if (!folder.ok) return folder;
    const found: Found[] = [];
    let truncated = false;
    for await (const entry of walk(at, input.path, { depthMax: input.depth, ignored: input.ignored, hidden: input.hidden })) {
      if (found.length >= input.limit) {
        truncated = true;
        break;
      }
      found.push(entry);
    }
    const folders = found.filter((e) => e.kind === 'folder').length;
    const files = found.length - folders;
    return {
      ok: true,
      output: { text: draw(input.path, found, truncated), folders, files, truncated },
      summary: `${count(folders, 'folder')}, ${count(files, 'file')}${truncated ? ', and more' : ''}.`,
      undo: 'nothing-changed',
    };
  },
});

function draw(root: string, found: readonly Found[], truncated: boolean): string {
  const lines = [`${root}/`];
  for (const [n, entry] of found.entries()) {
    // A line goes on below as long as a later entry stands at that depth before one above it does.
    const goesOn = (depth: number): boolean => {
      for (const later of found.slice(n + 1)) {
        if (later.depth < depth) return false;
        if (later.depth === depth) return true;
      }
      return false;
    };
    const rails = Array.from({ length: entry.depth - 1 }, (_, d) => (goesOn(d + 1) ? '│   ' : '    ')).join('');
    const name = (entry.path.split('/').at(-1) ?? '').replaceAll(/\p{Cc}/gu, '�');
    lines.push(`${rails}${goesOn(entry.depth) ? '├── ' : '└── '}${name}${entry.kind === 'folder' ? '/' : entry.kind === 'link' ? ' →' : ''}`);
  }
  if (truncated) lines.push('…');
  return lines.join('\n');
}

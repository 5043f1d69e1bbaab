import { delimiter } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import type { Tool } from '../../src/domain/tool.ts';
import { allTools } from '../../src/host/tools.ts';
import { testHouse } from '../support/house.ts';
import { ripgrepFolder } from '../support/ripgrep.ts';
import { plant, tree } from '../support/tree.ts';
import { makeExamples, type Stage } from './example.ts';

/** What a small shop keeps in one folder. */
const workspace = {
  'README.md': '# Shop\n\nA small shop.\n\nStart it with npm start.\n',
  'package.json': '{ "name": "shop", "scripts": { "build": "node build.js" } }\n',
  'build.js': 'console.log("Built dist/shop.js");\n',
  'src/login.ts': '// TODO: greet who logs in\nexport const login = () => {};\n',
  'src/search.ts': 'export const search = (words: string) => words; // TODO remember it\n',
  'infra/main.tf': 'resource "aws_s3_bucket" "logs" {\n  bucket = "shop-logs"\n}\n',
  'infra/versions.tf': 'terraform {\n  required_version = ">= 1.11"\n}\n',
  'values-staging.yaml': 'replicas: 1\nimage: shop:1.4\n',
  'values-prod.yaml': 'replicas: 3\nimage: shop:1.4\n',
  '.nimbus/templates/terraform/NOTES.md.hbs': '# {{project.name}}\n\nOwned by {{project.owner}}.\n',
};

const rg = ripgrepFolder();
const path = process.env.PATH;
beforeAll(() => {
  process.env.PATH = `${path}${delimiter}${rg ?? ''}`;
});
afterAll(() => {
  process.env.PATH = path;
});

const tools = [...allTools().values()];
const stage = async (): Promise<Stage> => {
  const world = testHouse(tools.filter((tool) => tool.name !== 'files.restore'));
  plant(world.folder, workspace);
  return { world, picture: () => JSON.stringify(tree(world.folder)) };
};
const of = (toolset: string): readonly Tool[] => tools.filter((tool) => tool.name.startsWith(`${toolset}.`));

if (rg === undefined) test.skip('the examples of files: no rg on the PATH nor in the VS Code that tests set up', () => {});
else makeExamples('files', of('files'), stage);
makeExamples('generate', of('generate'), stage);
makeExamples('templates', of('templates'), stage);
makeExamples('rules', of('rules'), stage);
makeExamples('shell', of('shell'), stage);

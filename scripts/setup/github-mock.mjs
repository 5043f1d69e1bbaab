import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, isCached } from '../lib/cached.mjs';
import { isMain, say } from '../lib/place.mjs';
import { mustRun } from '../lib/process.mjs';

/** GitHub's own description of its APIs, and a server that answers from such a description. */
const documentVersion = '23.0.2';
const prismVersion = '5.16.0';
const schemaVersion = '15.26.1';
const graphqlVersion = '16.11.0';
const key = `openapi${documentVersion}-prism${prismVersion}-schema${schemaVersion}-graphql${graphqlVersion}`;

/** Whether {@link ensureGithubMock} would answer at once. */
export const hasGithubMock = () => isCached('github-mock', key);

/** Paths of the document, of the schema of its GraphQL API and of the folder whose packages make the server; from the npm registry, once a user. */
export async function ensureGithubMock() {
  const folder = await cached('github-mock', key, fill);
  return { document: join(folder, 'api.github.com.json'), schema: join(folder, 'schema.graphql'), packages: join(folder, 'server') };
}

async function fill(folder) {
  say(`Installing GitHub's API description ${documentVersion} and prism ${prismVersion} from npm: once, some seconds.`);
  const server = join(folder, 'server');
  const description = join(folder, 'description');
  await install(server, {
    '@stoplight/prism-http-server': prismVersion,
    '@stoplight/prism-http': prismVersion,
    '@stoplight/prism-core': prismVersion,
    graphql: graphqlVersion,
  });
  await install(description, { '@octokit/openapi': documentVersion, '@octokit/graphql-schema': schemaVersion });
  // One of its eleven documents; the rest is ten times as much.
  await cp(join(description, 'node_modules', '@octokit', 'openapi', 'generated', 'api.github.com.json'), join(folder, 'api.github.com.json'));
  await cp(join(description, 'node_modules', '@octokit', 'graphql-schema', 'schema.graphql'), join(folder, 'schema.graphql'));
  await rm(description, { recursive: true, force: true });
}

async function install(folder, dependencies) {
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await mustRun('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--omit=optional'], { cwd: folder, timeoutMs: 300_000 });
}

if (isMain(import.meta.url)) console.log(JSON.stringify(await ensureGithubMock(), undefined, 2));

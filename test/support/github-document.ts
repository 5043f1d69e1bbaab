import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ensureGithubMock } from '../../scripts/setup/github-mock.mjs';
import type { Judge } from './github.ts';

/** GitHub's own OpenAPI document, and prism, which answers from it and checks against it. */
export interface GithubDocument {
  /** What is wrong with a request: a field GitHub does not know counts, as do types and values. */
  requestProblems(asked: { readonly method: string; readonly url: string; readonly body: unknown }): readonly string[];
  /** What GitHub's own schema says is wrong with a request to its GraphQL API. */
  graphqlProblems(body: unknown): readonly string[];
  /** The same, and that our own server's answer is one GitHub could give. */
  readonly judge: Judge;
  /** A server that answers with the document's examples, or, when they break its own schemas, with made ones. */
  serve(): Promise<{ readonly url: string; close(): Promise<void> }>;
}

/** What our tools use; reading all 800 paths takes prism a minute. */
const kept = /^\/user$|^\/repos\/\{owner\}\/\{repo\}(?:$|\/(?:pulls|issues|commits|branches|git|labels|assignees|rules|compare|actions|releases|milestones))/;

// biome-ignore lint/suspicious/noExplicitAny: prism's packages are in the cache, out of the reach of types.
type Loose = any;

export async function readGithubDocument(): Promise<GithubDocument> {
  const { document, schema, packages } = await ensureGithubMock();
  const load = createRequire(join(packages, 'package.json'));
  const { getHttpOperationsFromSpec } = load('@stoplight/prism-http');
  const { validateInput, validateOutput } = load('@stoplight/prism-http/dist/validator');
  const { createServer } = load('@stoplight/prism-http-server');
  const { createLogger } = load('@stoplight/prism-core');
  const { buildSchema, parse, validate } = load('graphql');
  // It defines two of its fields twice.
  const graph = buildSchema(readFileSync(schema, 'utf8'), { assumeValid: true, assumeValidSDL: true });
  const spec = JSON.parse(readFileSync(document, 'utf8'));
  for (const path of Object.keys(spec.paths)) if (!kept.test(path)) delete spec.paths[path];
  repair(spec, spec);
  for (const path of Object.values<Loose>(spec.paths))
    for (const one of Object.values<Loose>(path)) closeSchema(one.requestBody?.content?.['application/json']?.schema);
  const operations: Loose[] = await getHttpOperationsFromSpec(spec);

  const find = (method: string, url: string): Loose => {
    const path = new URL(url, 'http://x').pathname;
    const matching = operations.filter((one) => one.method === method.toLowerCase() && pattern(one.path).test(path));
    // The more words of its own a path has, the nearer it is.
    return matching.sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
  };
  const requestProblems: GithubDocument['requestProblems'] = ({ method, url, body }) => {
    const operation = find(method, url);
    if (operation === undefined) return [`${method} ${url}: GitHub has no such request`];
    const { pathname, searchParams } = new URL(url, 'http://x');
    const known = new Set((operation.request?.query ?? []).map((one: Loose) => one.name));
    const query = Object.fromEntries(searchParams);
    const result = validateInput({
      resource: operation,
      element: {
        method: method.toLowerCase(),
        url: { path: pathname, query },
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body }),
      },
    });
    return [
      ...Object.keys(query)
        .filter((name) => !known.has(name))
        .map((name) => `${method} ${operation.path}: the query ${name} is unknown`),
      ...violations(result).map((what) => `${method} ${operation.path}: ${what}`),
    ];
  };
  const graphqlProblems = (body: unknown): readonly string[] =>
    validate(graph, parse((body as { query: string }).query)).map((one: Loose) => `graphql: ${one.message}`);
  return {
    requestProblems,
    graphqlProblems,
    judge: (asked, answer) => {
      if (asked.method === 'POST' && asked.url.endsWith('/graphql')) return graphqlProblems(asked.body);
      const operation = find(asked.method, asked.url);
      const wrong = requestProblems(asked);
      if (operation === undefined) return wrong;
      const statuses = operation.responses.map((one: Loose) => one.code);
      if (!statuses.includes(String(answer.status)) && !statuses.includes('default'))
        return [...wrong, `${asked.method} ${operation.path}: GitHub never answers ${answer.status}`];
      if (answer.status >= 400 || answer.body === undefined) return wrong;
      const result = validateOutput({
        resource: operation,
        element: { statusCode: answer.status, headers: { 'content-type': 'application/json' }, body: JSON.parse(JSON.stringify(answer.body)) },
      });
      // Of an answer the tools read some fields; the server gives those, and the document must agree with each of them.
      return [
        ...wrong,
        ...violations(result)
          .filter((what) => !/required property|matches (?:some|any)|oneOf|anyOf/.test(what))
          .map((what) => `answer to ${asked.method} ${operation.path}: ${what}`),
      ];
    },
    serve: async () => {
      const logger = createLogger('prism', { enabled: false });
      const config = {
        checkSecurity: false,
        validateRequest: true,
        validateResponse: false,
        errors: true,
        mock: { dynamic: false },
        isProxy: false,
        upstreamProxy: undefined,
      };
      const server = createServer(operations, { components: { logger }, cors: false, config });
      const behind = await server.listen(0, '127.0.0.1');
      // Prism has only plain JSON to offer, and takes GitHub's own media type for another.
      const front = createHttpServer((asked, answer) => {
        fetch(behind + asked.url, { method: asked.method ?? 'GET', headers: { accept: 'application/json' } })
          .then(async (reply) => answer.writeHead(reply.status, { 'content-type': 'application/json' }).end(await reply.text()))
          .catch((error: unknown) => answer.writeHead(502).end(String(error)));
      });
      await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
      return {
        url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
        close: async () => {
          front.closeAllConnections();
          await new Promise((done) => front.close(done));
          await server.close();
        },
      };
    },
  };
}

/** A field the document does not name is one GitHub would ignore: here it is an error. */
function closeSchema(schema: Loose): void {
  if (schema === null || typeof schema !== 'object') return;
  for (const inner of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) closeSchema(inner);
  if (schema.properties !== undefined && schema.additionalProperties === undefined && schema.oneOf === undefined && schema.anyOf === undefined)
    schema.additionalProperties = false;
}

/**
 * What the document and prism do not agree on: a `nullable` beside no `type`, for which prism leaves a whole schema unchecked
 * without a word, and an example that refers to another from inside.
 */
function repair(node: Loose, spec: Loose): void {
  if (node === null || typeof node !== 'object') return;
  if (node.nullable === true && node.type === undefined) {
    const alternatives = ['oneOf', 'anyOf'].find((name) => Array.isArray(node[name]));
    if (alternatives !== undefined) node[alternatives].push({ type: 'null' });
    else if (Array.isArray(node.allOf)) Object.assign(node, { anyOf: [{ allOf: node.allOf }, { type: 'null' }], allOf: undefined });
    delete node.nullable;
  }
  const example = /^#\/components\/examples\/(.+)$/.exec(node.value?.$ref ?? '')?.[1];
  if (example !== undefined) node.value = spec.components.examples[example].value;
  for (const inner of Object.values(node)) repair(inner, spec);
}

const pattern = (path: string): RegExp => new RegExp(`^${path.replaceAll(/[.+*?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);

/** Of prism's Either: what is on its left. */
const violations = (result: Loose): readonly string[] =>
  result._tag === 'Left' ? [...result.left].map((one: Loose) => `${(one.path ?? []).join('.')} ${one.message}`) : [];

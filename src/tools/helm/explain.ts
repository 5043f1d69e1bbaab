import { shorten } from '../../base/say.ts';
import type { Failure, Problem } from '../../domain/failure/failure.ts';
import { chartDependencies, chartUnknown, doesNotRender, helmFailed, ownedByOther, repositoryNeeded, valuesRefused } from '../../domain/failure/helm.ts';
import { clusterUnreachable, forbidden, notSignedIn, serverCertificateExpired, serverNotTrusted } from '../../domain/failure/kubernetes.ts';
import type { Finished } from '../../domain/workplace.ts';
import type { Cluster } from './cluster.ts';

/** Helm's own word on what went wrong: what stands behind `Error:`, without its capitals. */
export const saidBy = ({ stderr, stdout }: Finished): string => {
  const said = /^Error: (.*(?:\n(?!level=|coalesce|WARNING).*)*)/m.exec(stderr)?.[1] ?? (stderr.trim() || stdout.trim());
  return said
    .replace(/^(?:INSTALLATION|UPGRADE) FAILED: /, '')
    .replace(/\s*Use --debug flag to render out invalid YAML\s*$/, '')
    .trim();
};

/** What a refusal of helm's means, from its words; 3 and 4 say nearly the same. `after`: what became of the release. */
export function explain(what: string, chart: string, cluster: Cluster | undefined, done: Finished, after = 'Nothing was changed.'): Failure {
  const said = saidBy(done);
  const short = shorten(said.replaceAll(/\s+/g, ' '), 400).replace(/\.$/, '');
  const details = done.stderr.slice(-4000);
  if (cluster !== undefined) {
    const certificate = /\b(?:x509|tls): (?:failed to verify certificate: (?:x509: )?)?(.{1,200})/.exec(said)?.[1];
    if (certificate !== undefined && /certificate/.test(said)) {
      if (/has expired/.test(certificate)) return serverCertificateExpired(cluster.context, cluster.server);
      return serverNotTrusted(cluster.context, cluster.server, shorten(certificate, 200));
    }
    if (/Unauthorized|server has asked for the client to provide credentials|getting credentials/i.test(said)) return notSignedIn(cluster.context, short);
    if (/Kubernetes cluster unreachable|connection refused|no such host|i\/o timeout|no route to host/i.test(said))
      return clusterUnreachable(cluster.context, cluster.server, short);
    if (/is forbidden: User/i.test(said)) return forbidden(short);
    const owner = /^(?:.*: )?(\w+) "([^"]+)" in namespace "([^"]*)" exists and cannot be imported into the current release: ([^;]+)/.exec(said);
    if (owner !== null) return ownedByOther(`${owner[1]}/${owner[3] || '-'}/${owner[2]}`, shorten(owner[4] ?? '', 300));
  }
  const unknown = /no repository definition for ([^\s,]+?)\.?(?:\s|$)/.exec(said);
  if (unknown !== null) return repositoryNeeded(chart, unknown[1] ?? '');
  if (/values don't meet the specifications of the schema/i.test(said)) return valuesRefused(chart, schemaProblems(said));
  if (/in charts\/ directory: |missing in charts\/ directory/i.test(said)) return chartDependencies(chart, short.replace(/^.*directory: /, ''));
  if (
    /(?:chart|repo) "?[^"\s]*"?.* not found|repo \S+ not found|failed to download|path ".*" not found|failed to fetch|unable to locate|no chart (?:version|name) found|does not look like a chart|failed to perform|manifest unknown|failed to resolve/i.test(
      said,
    )
  )
    return chartUnknown(chart, short);
  const problem = renderProblem(said);
  if (problem !== undefined) return doesNotRender(chart, problem);
  return helmFailed(what, short, after, details);
}

/** Where in a template: `template: web/templates/a.yaml:3:5: executing "…" at <…>: why`, or a parse error of what it made. */
function renderProblem(said: string): Problem | undefined {
  // Helm 3 writes `template: path:1:2: executing …` in one line, 4 the path and what it did on lines of their own.
  // A chart's own `fail` and `required` are at the end of the chain of templates that led there.
  const places = [...said.matchAll(/(?:template: |^ *)([^\s:]+:\d+(?::\d+)?)/gm)].map((one) => one[1] ?? '');
  const parse = /(?:parse error at|YAML parse error on) \(?([^\s):]+(?::\d+)?)/.exec(said)?.[1];
  if (
    places.length === 0 &&
    parse === undefined &&
    !/execution error at|unable to build kubernetes objects|error validating data|error converting YAML/i.test(said)
  )
    return undefined;
  const execution = /execution error at \(([^)]+)\): ([\s\S]+)$/.exec(said);
  if (execution !== null) return { path: execution[1] ?? '', message: shorten((execution[2] ?? '').replaceAll(/\s+/g, ' ').trim(), 300) };
  const why =
    said
      .replaceAll(/\s+/g, ' ')
      .split(
        /: (?=error calling|nil pointer|wrong type|function|undefined variable|unexpected|can't evaluate|map has no|error converting|mapping values|did not find|unable to build|error validating)/,
      )
      .at(-1) ?? said;
  return { path: places.at(-1) ?? parse ?? '', message: shorten(why, 300) };
}

/** Lines as `- image.tag: Invalid type …` or `- at '/image/tag': got number, want string`. */
const schemaProblems = (said: string): readonly Problem[] =>
  [...said.matchAll(/^\s*- (?:at '([^']*)'|([\w.()[\]]+)): (.+)$/gm)].map(([, pointer, path, message]) => ({
    path: path ?? (pointer ?? '').split('/').filter(Boolean).join('.'),
    message: message ?? '',
  }));

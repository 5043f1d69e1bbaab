import { isDeepStrictEqual } from 'node:util';
import type { Questionnaire } from '../../../src/domain/question.ts';
import type { ToolSpec } from '../../../src/domain/tool.ts';
import { fieldsOf } from '../../../src/planner/offline/fields.ts';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';

/** How a person says an input that many tools have, behind any of a tool's own requests, and what it then is. */
const ways: Readonly<Record<string, { readonly of?: RegExp; readonly words: string; readonly is: unknown }>> = {
  region: { words: 'in eu-west-3', is: 'eu-west-3' },
  profile: { words: 'using the ops-eu profile', is: 'ops-eu' },
  account: { words: 'only if the account is 123456789012', is: '123456789012' },
  context: { of: /^(kubernetes|helm)\./, words: 'in context kind-blue', is: 'kind-blue' },
  namespace: { words: 'in namespace team-a', is: 'team-a' },
  workspace: { of: /^terraform\./, words: 'in workspace blue', is: 'blue' },
  repository: { of: /^github\./, words: 'in the repository example/shop-web', is: 'example/shop-web' },
  directory: { of: /^terraform\./, words: 'in stacks/edge-2', is: 'stacks/edge-2' },
  timeoutSeconds: { words: 'and give up after 90 seconds', is: 90 },
  timeoutMinutes: { words: 'and give up after 7 minutes', is: 7 },
  lockTimeoutSeconds: { words: 'with a lock timeout of 40 seconds', is: 40 },
  parallelism: { words: 'with parallelism 4', is: 4 },
  varFiles: { words: 'with blue.tfvars', is: ['blue.tfvars'] },
  vars: { words: 'with the variable size set to 4', is: { size: '4' } },
  targets: { words: 'only aws_instance.web', is: ['aws_instance.web'] },
  set: { words: 'with image.tag=2.1', is: { 'image.tag': 2.1 } },
  wait: { words: 'without waiting', is: false },
  atomic: { words: 'without undoing it if it fails', is: false },
  waitForJobs: { words: 'and wait for the jobs', is: true },
  withoutHooks: { words: 'without the hooks', is: true },
  prereleases: { of: /^helm\./, words: 'pre-releases included', is: true },
  resetValues: { words: 'and reset the values', is: true },
  skipCrds: { words: 'without the crds', is: true },
  description: { words: 'with the description "nightly numbers"', is: 'nightly numbers' },
  limit: { words: 'at most 7', is: 7 },
};

/** Inputs nobody names in a sentence, and why. */
const notSaid: readonly (readonly [RegExp, string])[] = [
  [/#(charactersMax|bytesMax|historyMax|index|generator)$/, 'a bound or a choice a plan or a form sets, never a sentence'],
  [/#(expect|call)$/, 'what an undo step is made of'],
  [/^templates\.\w+#(text|data|answers)$|#document$|^helm\.\w+#values$|^helm\.lint#set$/, 'data: a text or a structure, given beside the words'],
  [/#after$|#head$|^terraform\.show#plan$/, 'a commit or a file that an earlier step gives'],
  [/#require$|#fieldSelector$|#terminal$/, 'what is never loosened by a sentence, a language of its own, and where an editor shows it'],
  [/^git\.\w+#(directory|timeoutSeconds)$/, 'the folder that is open, and a limit that is set once'],
];

/**
 * Inputs of tools that no request fills: none of the tools' own (`filled`, as `tool#input`), nor one of them with the input said
 * behind it as people say it.
 */
export function unheard(
  specs: ReadonlyMap<string, ToolSpec>,
  questionnaires: ReadonlyMap<string, Questionnaire>,
  filled: ReadonlySet<string>,
): readonly string[] {
  return [...specs.values()]
    .filter((spec) => spec.says.length > 0)
    .flatMap((spec) =>
      fieldsOf(spec)
        .map((field) => ({ key: `${spec.name}#${field.name}`, name: field.name }))
        .filter(({ key, name }) => !filled.has(key) && !notSaid.some(([of]) => of.test(key)) && !isHeard(spec, name, specs, questionnaires))
        .map(({ key }) => key),
    );
}

function isHeard(spec: ToolSpec, name: string, specs: ReadonlyMap<string, ToolSpec>, questionnaires: ReadonlyMap<string, Questionnaire>): boolean {
  const way = ways[name];
  if (way === undefined || way.of?.test(spec.name) === false) return false;
  // The first few that a sentence can go on behind.
  const says = spec.says.filter((said) => !/[?."'’“]$/.test(said) && !/ -- /.test(said) && said.split(' ').length < 9).slice(0, 3);
  return says.some((said) => {
    const { steps } = planRequest(`${said} ${way.words}`, {}, specs, questionnaires);
    return steps.some((step) => step.tool === spec.name && isDeepStrictEqual((step.input as Readonly<Record<string, unknown>>)[name], way.is));
  });
}

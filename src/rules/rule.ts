import type { Severity } from '../domain/finding.ts';
import type { Dockerfile } from './docker/parse.ts';
import type { Edit } from './edit.ts';
import type { Block } from './hcl/block.ts';
import type { Folder } from './hcl/folder.ts';
import type { Cluster, KubernetesObject } from './kubernetes/object.ts';
import type { Kustomization } from './kustomize/kustomization.ts';
import type { KustomizeTree } from './kustomize/tree.ts';
import type { Place } from './text.ts';

export const categories = ['security', 'reliability', 'cost', 'performance', 'operations', 'tagging'] as const;
export type Category = (typeof categories)[number];

export type ParameterValue = number | string | readonly string[];

/** By name: what it is, and what it is when nobody says. A given value has the type of that one. */
export type Parameters = Readonly<Record<string, { readonly says: string; readonly standard: ParameterValue }>>;

/** The values a rule runs with: all of its parameters are there. */
export type Given = Readonly<Record<string, ParameterValue>>;

/** What a rule says of itself, whatever it looks at. */
export interface RuleInfo {
  /** Lower case with dashes, stable: settings and comments name it. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly category: Category;
  /** Why it matters, in one or two sentences. */
  readonly why: string;
  /** Where the fact comes from. */
  readonly source: string;
  /** Ids of the same rule in checkov, trivy, tflint, kube-score, kube-linter, hadolint. */
  readonly also: readonly string[];
  /**
   * The fix would make a cloud replace or restart what exists already, or a cluster refuse it: offered one by one, never in
   * "fix all". A function says so of each target, where it depends on what that is.
   */
  readonly fixReplaces?: boolean | ((target: never) => boolean);
  /** What a workspace may choose for it in `.nimbus/rules.yaml`. */
  readonly parameters?: Parameters;
  /** Off until the settings switch it on. */
  readonly optional?: boolean;
}

/** One thing wrong. */
export interface Problem {
  /** What is wrong here and what would be right, in one sentence. */
  readonly message: string;
  /** Where; default: the header of what was checked. */
  readonly at?: Place;
  /** Also reported by others under these ids; default: the rule's. */
  readonly also?: readonly string[];
  /** Address of the resource it is about, where that is another than the one it stands in: a bucket, for a list that opens it. */
  readonly resource?: string;
}

export type Verdict = Problem | readonly Problem[] | undefined;

/** A text by path: an example that takes more than one file. A plain text is `main.tf`, `objects.yaml`, `Dockerfile` or `kustomization.yaml`. */
export type Example = string | Readonly<Record<string, string>>;

interface Examples {
  /** This rule finds something in it, and its fix, where there is one, makes it find nothing. */
  readonly fails: Example;
  /** This rule finds nothing in it. */
  readonly passes: Example;
}

export interface TerraformRule extends RuleInfo, Examples {
  readonly language: 'terraform';
  /** Resource types, `data.<type>`, or block types with a colon: `:variable`, `:module`; `:folder` is asked once for each folder, with its first block. */
  readonly targets: readonly string[];
  readonly fixReplaces?: boolean | ((target: Block) => boolean);
  /** Looks at one target. What is not known is no problem. */
  check(target: Block, folder: Folder, given: Given): Verdict;
  /** The edits that make it right, or `undefined` where a person has to decide. */
  fix?(target: Block, folder: Folder, given: Given): readonly Edit[] | undefined;
}

export interface KubernetesRule extends RuleInfo, Examples {
  readonly language: 'kubernetes';
  /** Kinds: `Deployment`; `Pod*` stands for everything that makes pods. */
  readonly targets: readonly string[];
  readonly fixReplaces?: boolean | ((target: KubernetesObject) => boolean);
  check(target: KubernetesObject, cluster: Cluster, given: Given): Verdict;
  fix?(target: KubernetesObject, cluster: Cluster, given: Given): readonly Edit[] | undefined;
}

export interface DockerRule extends RuleInfo, Examples {
  readonly language: 'docker';
  readonly targets: readonly ['Dockerfile'];
  check(target: Dockerfile, given: Given): Verdict;
  fix?(target: Dockerfile, given: Given): readonly Edit[] | undefined;
}

export interface KustomizeRule extends RuleInfo, Examples {
  readonly language: 'kustomize';
  readonly targets: readonly ['kustomization.yaml'];
  check(target: Kustomization, tree: KustomizeTree, given: Given): Verdict;
  fix?(target: Kustomization, tree: KustomizeTree, given: Given): readonly Edit[] | undefined;
}

export type Rule = TerraformRule | KubernetesRule | DockerRule | KustomizeRule;
export type Language = Rule['language'];

export const terraformRule = (rule: Omit<TerraformRule, 'language'>): TerraformRule => ({ language: 'terraform', ...rule });
export const kubernetesRule = (rule: Omit<KubernetesRule, 'language'>): KubernetesRule => ({ language: 'kubernetes', ...rule });
export const dockerRule = (rule: Omit<DockerRule, 'language' | 'targets'>): DockerRule => ({ language: 'docker', targets: ['Dockerfile'], ...rule });

export const kustomizeRule = (rule: Omit<KustomizeRule, 'language' | 'targets'>): KustomizeRule => ({
  language: 'kustomize',
  targets: ['kustomization.yaml'],
  ...rule,
});

/** What a rule's parameters are when nobody says otherwise. */
export const standardOf = ({ parameters = {} }: Pick<RuleInfo, 'parameters'>): Given =>
  Object.fromEntries(Object.entries(parameters).map(([name, { standard }]) => [name, standard]));

export const fixable = (rule: Rule): boolean => rule.fix !== undefined;

/** The files of an example. */
export const exampleFiles = (rule: Rule, example: Example): Readonly<Record<string, string>> => {
  if (typeof example !== 'string') return example;
  const name = { terraform: 'main.tf', kubernetes: 'objects.yaml', docker: 'Dockerfile', kustomize: 'kustomization.yaml' }[rule.language];
  return { [name]: `${example.trim()}\n` };
};

import { dockerRules } from './docker/all.ts';
import { kubernetesRules } from './kubernetes/all.ts';
import { kustomizeRules } from './kustomize/all.ts';
import type { Rule } from './rule.ts';
import { terraformRules } from './terraform/all.ts';

/** Every rule there is. */
export const allRules: readonly Rule[] = [...terraformRules, ...kubernetesRules, ...dockerRules, ...kustomizeRules];

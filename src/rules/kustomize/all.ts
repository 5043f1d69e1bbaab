// Made by `npm run generate` from the rule files.

import type { KustomizeRule } from '../rule.ts';
import { kustomizeApiVersion } from './rules/kustomize-api-version.ts';
import { kustomizeBases } from './rules/kustomize-bases.ts';
import { kustomizeCommonLabels } from './rules/kustomize-common-labels.ts';
import { kustomizeEnv } from './rules/kustomize-env.ts';
import { kustomizeFileOutside } from './rules/kustomize-file-outside.ts';
import { kustomizeImageTag } from './rules/kustomize-image-tag.ts';
import { kustomizeListedTwice } from './rules/kustomize-listed-twice.ts';
import { kustomizeMissingFile } from './rules/kustomize-missing-file.ts';
import { kustomizeNameHash } from './rules/kustomize-name-hash.ts';
import { kustomizePatchesJson6902 } from './rules/kustomize-patches-json6902.ts';
import { kustomizePatchesStrategicMerge } from './rules/kustomize-patches-strategic-merge.ts';
import { kustomizeRemoteRef } from './rules/kustomize-remote-ref.ts';
import { kustomizeSecretLiteral } from './rules/kustomize-secret-literal.ts';
import { kustomizeUnknownField } from './rules/kustomize-unknown-field.ts';
import { kustomizeVars } from './rules/kustomize-vars.ts';

/** In order of their files. */
// biome-ignore format: a name a line would double the file
export const kustomizeRules: readonly KustomizeRule[] = [
  kustomizeApiVersion, kustomizeBases, kustomizeCommonLabels, kustomizeEnv, kustomizeFileOutside, kustomizeImageTag, kustomizeListedTwice, kustomizeMissingFile,
  kustomizeNameHash, kustomizePatchesJson6902, kustomizePatchesStrategicMerge, kustomizeRemoteRef, kustomizeSecretLiteral, kustomizeUnknownField, kustomizeVars,
];

// Made by `npm run generate` from the rule files.

import type { DockerRule } from '../rule.ts';
import { dockerApkCache } from './rules/docker-apk-cache.ts';
import { dockerAptLists } from './rules/docker-apt-lists.ts';
import { dockerAptRecommends } from './rules/docker-apt-recommends.ts';
import { dockerAptUpdateAlone } from './rules/docker-apt-update-alone.ts';
import { dockerAptYes } from './rules/docker-apt-yes.ts';
import { dockerCd } from './rules/docker-cd.ts';
import { dockerCopyNotAdd } from './rules/docker-copy-not-add.ts';
import { dockerExecForm } from './rules/docker-exec-form.ts';
import { dockerHealthcheck } from './rules/docker-healthcheck.ts';
import { dockerImageRegistry } from './rules/docker-image-registry.ts';
import { dockerImageTag } from './rules/docker-image-tag.ts';
import { dockerMaintainer } from './rules/docker-maintainer.ts';
import { dockerOneCmd } from './rules/docker-one-cmd.ts';
import { dockerPipCache } from './rules/docker-pip-cache.ts';
import { dockerPipeShell } from './rules/docker-pipe-shell.ts';
import { dockerPlatform } from './rules/docker-platform.ts';
import { dockerPortRange } from './rules/docker-port-range.ts';
import { dockerSecret } from './rules/docker-secret.ts';
import { dockerSshPort } from './rules/docker-ssh-port.ts';
import { dockerStageNames } from './rules/docker-stage-names.ts';
import { dockerSudo } from './rules/docker-sudo.ts';
import { dockerUser } from './rules/docker-user.ts';
import { dockerWorkdirAbsolute } from './rules/docker-workdir-absolute.ts';

/** In order of their files. */
// biome-ignore format: a name a line would double the file
export const dockerRules: readonly DockerRule[] = [
  dockerApkCache, dockerAptLists, dockerAptRecommends, dockerAptUpdateAlone, dockerAptYes, dockerCd, dockerCopyNotAdd, dockerExecForm, dockerHealthcheck,
  dockerImageRegistry, dockerImageTag, dockerMaintainer, dockerOneCmd, dockerPipCache, dockerPipeShell, dockerPlatform, dockerPortRange, dockerSecret,
  dockerSshPort, dockerStageNames, dockerSudo, dockerUser, dockerWorkdirAbsolute,
];

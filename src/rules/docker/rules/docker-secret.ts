import { dockerRule } from '../../rule.ts';
import { instructions } from '../words.ts';

export const dockerSecret = dockerRule({
  id: 'docker-secret',
  title: 'No secret stands in the image',
  severity: 'critical',
  category: 'security',
  why: 'ENV and ARG are kept in the history of the image: whoever can pull it reads them. Taking the line out later does not help: every image pushed until then still has the value, so it has to be replaced.',
  source: 'https://docs.docker.com/build/building/secrets/',
  also: ['SecretsUsedInArgOrEnv', 'AVD-DS-0031'],
  check: (dockerfile) =>
    instructions(dockerfile, 'ENV', 'ARG').flatMap((one) =>
      [...one.args.matchAll(/(?:^|\s)(\w*?(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY)\w*)(?:=|\s+)(\S+)/gi)]
        .filter(([, name = '', value = '']) => !/_(FILE|PATH|ARN|NAME|URL|ID)$/i.test(name) && !/^["']?\$|^["']{2}$/.test(value))
        .map(([, name = '']) => ({ message: `${name} is kept in the history of the image: use a build secret, or give it at run time.`, at: one })),
    ),

  fails: `
FROM debian:13.1-slim
ENV DB_PASSWORD=correct-horse`,
  passes: `
FROM debian:13.1-slim
ENV DB_PASSWORD_FILE=/run/secrets/db`,
});

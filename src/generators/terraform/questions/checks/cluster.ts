import { isPrivate, readCidr } from '../../../../base/cidr.ts';
import type { Problem } from '../../../../domain/failure/failure.ts';
import type { Answers } from '../../../../domain/question.ts';
import { eksDefault, eksVersions } from '../facts.ts';
import { has, numberOf, recordsOf, textOf, textsOf } from '../typed.ts';

/** `today`: ISO date the version is judged by. */
export function checkCluster(answers: Answers, today: string): Problem[] {
  if (!has(answers, 'project.components', 'cluster')) return [];
  return [...version(answers, today), ...endpoint(answers), ...nodeGroups(answers)];
}

function version(answers: Answers, today: string): Problem[] {
  const chosen = textOf(answers, 'cluster.version');
  if (chosen === undefined) return [];
  const known = eksVersions.find((one) => one.version === chosen);
  const wrong = (message: string): Problem[] => [{ path: 'cluster.version', message: `${message}: choose ${eksDefault}` }];
  if (known !== undefined) return known.extendedUntil < today ? wrong(`Kubernetes ${chosen} went out of support on EKS on ${known.extendedUntil}`) : [];
  const oldest = eksVersions.at(-1)?.version ?? eksDefault;
  return minor(chosen) < minor(oldest) ? wrong(`Kubernetes ${chosen} went out of support on EKS long ago`) : [];
}

const minor = (version: string): number => Number(version.split('.')[1]);

/** Ranges shorter than this are a good part of the Internet, whoever they belong to. */
const publicPrefixMin = 8;

function endpoint(answers: Answers): Problem[] {
  if (textOf(answers, 'cluster.endpoint') !== 'public') return [];
  const path = 'cluster.allowedCidrs';
  const ranges = textsOf(answers, path);
  if (ranges === undefined) return [];
  if (ranges.length === 0)
    return [
      { path, message: 'a public endpoint needs the addresses it lets in: add the range of your office or VPN, such as 203.0.113.0/24, or choose private' },
    ];
  return ranges.flatMap((text, index) => {
    const cidr = readCidr(text);
    const at = `${path}[${index}]`;
    if (cidr === undefined) return [];
    if (cidr.prefix === 0)
      return [
        { path: at, message: `${text} is the whole Internet: give the range of your office or VPN, such as 203.0.113.0/24, or choose a private endpoint` },
      ];
    if (cidr.prefix < publicPrefixMin)
      return [{ path: at, message: `${text} is a large part of the Internet: give a range of /${publicPrefixMin} or smaller` }];
    if (isPrivate(cidr))
      return [
        {
          path: at,
          message: `${text} is a private range, and nobody reaches a public endpoint from one: give the public address of your office or VPN, such as 203.0.113.7/32`,
        },
      ];
    return ranges.indexOf(text) < index ? [{ path: at, message: `${text} is here twice: leave one out` }] : [];
  });
}

function nodeGroups(answers: Answers): Problem[] {
  const names: string[] = [];
  return (recordsOf(answers, 'cluster.nodeGroups') ?? []).flatMap((group, index) => {
    const at = `cluster.nodeGroups[${index}]`;
    const problems = sizes(group, at);
    const name = textOf(group, 'name');
    if (name !== undefined && names.includes(name))
      problems.push({ path: `${at}.name`, message: `a node group called ${name} is here already: give this one another name` });
    if (name !== undefined) names.push(name);
    return problems;
  });
}

function sizes(group: Answers, at: string): Problem[] {
  const min = numberOf(group, 'min');
  const desired = numberOf(group, 'desired');
  const max = numberOf(group, 'max');
  const problems: Problem[] = [];
  if (min !== undefined && desired !== undefined && desired < min)
    problems.push({ path: `${at}.desired`, message: `desired is below min: raise desired to ${min} or more` });
  if (desired !== undefined && max !== undefined && max < desired)
    problems.push({ path: `${at}.max`, message: `max is below desired: raise max to ${Math.max(desired, min ?? 0)} or more` });
  else if (min !== undefined && max !== undefined && max < min) problems.push({ path: `${at}.max`, message: `max is below min: raise max to ${min} or more` });
  return problems;
}

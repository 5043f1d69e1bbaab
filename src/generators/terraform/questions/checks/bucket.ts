import type { Problem } from '../../../../domain/failure/failure.ts';
import type { Answers } from '../../../../domain/question.ts';
import { accountDigits, bucketNameMax, partitionOf } from '../facts.ts';
import { flagOf, has, textOf, textsOf } from '../typed.ts';

/** The generator's own bucket for access logs, and what it puts behind the name of a copy at least. */
const logName = 'access-logs';
const replicaSuffix = '-r';

export function checkBucket(answers: Answers): Problem[] {
  if (!has(answers, 'project.components', 'bucket')) return [];
  return [...names(answers), ...replication(answers)];
}

function names(answers: Answers): Problem[] {
  const all = textsOf(answers, 'bucket.names') ?? [];
  const project = textOf(answers, 'project.name');
  const environment = textOf(answers, 'project.environment');
  const copies = flagOf(answers, 'bucket.replication') === true;
  return all.flatMap((name, index) => {
    const path = `bucket.names[${index}]`;
    if (all.indexOf(name) < index) return [{ path, message: `a bucket called ${name} is here already: give this one another name` }];
    if (name === logName && flagOf(answers, 'bucket.accessLogs') === true)
      return [{ path, message: `${logName} is the bucket that the access logs go to: take another name` }];
    if (project === undefined || environment === undefined) return [];
    const around = `${project}-${environment}--`.length + accountDigits + (copies ? replicaSuffix.length : 0);
    const lengthMax = bucketNameMax - around;
    if (name.length <= lengthMax) return [];
    return [
      {
        path,
        message: `makes a bucket name of ${around + name.length} characters (${project}-${environment}-${name}-<account id>${copies ? `${replicaSuffix}` : ''}): S3 allows ${bucketNameMax}, so use ${lengthMax} or fewer here, not ${name.length}`,
      },
    ];
  });
}

function replication(answers: Answers): Problem[] {
  if (flagOf(answers, 'bucket.replication') !== true) return [];
  const problems: Problem[] = [];
  if (flagOf(answers, 'bucket.versioning') === false)
    problems.push({
      path: 'bucket.versioning',
      message: 'copying to a second region needs old versions to be kept: switch this on, or bucket.replication off',
    });
  const region = textOf(answers, 'bucket.replicaRegion');
  const home = textOf(answers, 'project.region');
  if (region !== undefined && region === home)
    problems.push({ path: 'bucket.replicaRegion', message: `${region} is where the bucket is already: choose another region` });
  else if (region !== undefined && home !== undefined && partitionOf(region) !== partitionOf(home))
    problems.push({
      path: 'bucket.replicaRegion',
      message: `nothing is copied from ${home} to ${region}, which is another part of AWS: choose a region beside ${home}`,
    });
  return problems;
}

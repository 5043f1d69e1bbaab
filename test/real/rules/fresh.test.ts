import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { ensurePython } from '../../../scripts/setup/python.mjs';
import { allRules } from '../../../src/rules/all.ts';
import { look } from '../../../src/rules/engine/look.ts';
import { options, sourcesOf } from '../../rules/support.ts';

const folder = join(import.meta.dirname, 'fresh');

/** Where we and checkov differ on these forty configurations, which nobody had in view when the rules were written, and who is right. */
const knownDifferences: Readonly<Record<string, string>> = {
  // Ours alone: the value follows the variable's default, which checkov does not evaluate here.
  'ours 03-conditional-db CKV_AWS_157 aws_db_instance.main': 'We are right: env is staging by default, so multi_az is false.',
  'ours 03-conditional-db CKV_AWS_293 aws_db_instance.main': 'We are right: env is staging by default, so nothing protects it.',
  'ours 06-eks CKV_AWS_39 aws_eks_cluster.this': 'We are right: the list of offices is not empty by default, so the endpoint is public.',
  'ours 07-cloudfront CKV_AWS_68 aws_cloudfront_distribution.site': 'We are right: the ACL is null by default.',
  'ours 08-lambda-many CKV_AWS_117 aws_lambda_function.this': 'We are right: one of the two functions has no vpc_config.',
  'ours 09-alb CKV_AWS_91 aws_lb.public': 'We are right: without a bucket by default there is no access_logs block.',
  'ours 11-dynamo CKV_AWS_28 aws_dynamodb_table.this': 'We are right: one of the two tables has no recovery.',
  'ours 16-sns-secrets CKV_AWS_26 aws_sns_topic.alerts': 'We are right: one of the two topics has no key.',
  'ours 26-cloudtrail CKV_AWS_35 aws_cloudtrail.all': 'We are right: the key is null by default.',
  'ours 39-count-bool CKV_AWS_18 aws_s3_bucket.b': 'We are right: logging has count 0 by default.',
  // Theirs alone.
  'checkov 01-bucket-set CKV2_AWS_6 aws_s3_bucket.this': 'We are right: the block has for_each over the buckets and is there for each of them.',
  ...Object.fromEntries(
    ['CKV2_AWS_60', 'CKV_AWS_118', 'CKV_AWS_129', 'CKV_AWS_157', 'CKV_AWS_16', 'CKV_AWS_17', 'CKV_AWS_226', 'CKV_AWS_293', 'CKV_AWS_353'].map((id) => [
      `checkov 03-conditional-db ${id} aws_db_instance.replica`,
      'We are right: its count is 0 by default; nothing is made.',
    ]),
  ),
  'checkov 21-aurora CKV_AWS_139 aws_rds_cluster.main': 'We are right: it depends on the workspace, and unknown is not a finding.',
  'checkov 35-beanstalk CKV_AWS_340 aws_elastic_beanstalk_environment.web': 'We are right: the setting comes out of a dynamic block.',
};

/** Without the modules it is in and which of several it is: checkov names those otherwise. */
const plain = (resource: string): string => resource.replace(/^.*module\.[^.]+\.(?=(data\.)?[a-z0-9_]+\.)/, '').replace(/\[.*\]/, '');

test('on configurations nobody tuned on we and checkov find the same, but for what is decided', { timeout: 600_000 }, async () => {
  const mapped = new Set(allRules.flatMap((rule) => rule.also).filter((id) => id.startsWith('CKV')));
  const files = Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
  const looked = await look(sourcesOf(files), options);
  expect(looked.notes).toEqual([]);
  const ours = new Set(
    looked.hits.flatMap(({ finding }) =>
      finding.also.filter((id) => mapped.has(id)).map((id) => `${finding.file.split('/')[0]} ${id} ${plain(finding.resource)}`),
    ),
  );
  const { checkov } = await ensurePython();
  const run = await execa(checkov, ['-d', folder, '-o', 'json', '--skip-download', '--quiet', '--compact', '--framework', 'terraform'], {
    reject: false,
    maxBuffer: 200_000_000,
  });
  const reports: { results: { failed_checks: { check_id: string; file_path: string; resource: string }[] } }[] = [JSON.parse(run.stdout)].flat();
  const theirs = new Set(
    reports.flatMap((report) =>
      report.results.failed_checks
        .filter((one) => mapped.has(one.check_id))
        .map((one) => `${one.file_path.split('/')[1]} ${one.check_id} ${plain(one.resource)}`),
    ),
  );
  const differences = [
    ...[...ours].filter((one) => !theirs.has(one)).map((one) => `ours ${one}`),
    ...[...theirs].filter((one) => !ours.has(one)).map((one) => `checkov ${one}`),
  ];
  expect(differences.sort()).toEqual(Object.keys(knownDifferences).sort());
  expect([...ours].filter((one) => theirs.has(one)).length).toBeGreaterThan(80);
});

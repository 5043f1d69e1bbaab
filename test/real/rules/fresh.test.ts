import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allRules } from '../../../src/rules/all.ts';
import { exampleFiles } from '../../../src/rules/rule.ts';
import { besideCheckov } from './checkov/beside.ts';
import { poolOf, variants } from './checkov/variants.ts';

const folder = join(import.meta.dirname, 'fresh');

/** Where we and checkov differ on these configurations, which nobody had in view when the rules were written, and who is right. */
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
  'ours 43-msk CKV_AWS_130 aws_subnet.s': 'We are right: count.index == 0 is true for the first of them.',
  'ours 48-dax CKV_AWS_60 aws_iam_role.dax': 'We are right: the principal * is everyone, with or without AWS in front of it.',
  'ours 113-vars-unknown CKV_AWS_185 aws_kinesis_stream.maybe': 'We are right: the key is null by default.',
  'ours 113-vars-unknown CKV_AWS_191 aws_elasticache_replication_group.each': 'We are right: one of the two has no key.',
  'ours 71-watch CKV_AWS_338 aws_cloudwatch_log_group.l': 'We are right: 90 days in quotes are 90 days.',
  'ours 129-cloudfront-functions CKV_AWS_86 aws_cloudfront_distribution.app': 'We are right: without a bucket by default there is no logging_config block.',
  // Theirs alone.
  'checkov 01-bucket-set CKV2_AWS_6 aws_s3_bucket.this': 'We are right: the block has for_each over the buckets and is there for each of them.',
  ...Object.fromEntries(
    ['CKV2_AWS_60', 'CKV_AWS_118', 'CKV_AWS_129', 'CKV_AWS_157', 'CKV_AWS_16', 'CKV_AWS_17', 'CKV_AWS_226', 'CKV_AWS_293', 'CKV_AWS_353'].map((id) => [
      `checkov 03-conditional-db ${id} aws_db_instance.replica`,
      'We are right: its count is 0 by default; nothing is made.',
    ]),
  ),
  'checkov 21-aurora CKV_AWS_139 aws_rds_cluster.main': 'We are right: it depends on the workspace, and unknown is not a finding.',
  'checkov 53-sg-variants CKV_AWS_260 aws_vpc_security_group_ingress_rule.prefix': 'We are right: it lets a prefix list in, not the internet.',
  'checkov 61-rds-variants CKV_AWS_133 aws_db_instance.oracle': 'Neither: 36 days are kept by nobody, RDS refuses them.',
  'checkov 18-opensearch CKV2_AWS_52 aws_elasticsearch_domain.old': 'We are right: its count is 0; nothing is made.',
  'checkov 18-opensearch CKV2_AWS_59 aws_elasticsearch_domain.old': 'We are right: its count is 0; nothing is made.',
  'checkov 41-route53-failover CKV2_AWS_23 aws_route53_record.www': 'We are right: the addresses are those of the instances it goes over.',
  'checkov 100-asg-lb CKV_AWS_386 aws_ami.filtered': 'We are right: the filter by owner-alias names the owner.',
  'checkov 107-nacl CKV2_AWS_1 aws_network_acl.associated': 'We are right: an association puts it on a subnet.',
  'checkov 122-vpc-endpoints-tgw CKV2_AWS_1 aws_network_acl.a': 'We are right: it names its subnet, which is made elsewhere.',
  'checkov 127-rds-oracle-mssql CKV_AWS_23 aws_db_security_group.old': 'Neither: the provider has had no such resource since version 5.',
  ...Object.fromEntries(
    ['CKV_AWS_24 by_group', 'CKV_AWS_260 by_group', 'CKV_AWS_260 by_prefix'].map((one) => [
      `checkov 139-sg-sources ${one.replace(' ', ' aws_vpc_security_group_ingress_rule.')}`,
      'We are right: it lets in members of a group, or a prefix list, which checkov only knows by the names they have in older resources.',
    ]),
  ),
  ...Object.fromEntries(
    ['CKV_AWS_24', 'CKV_AWS_25', 'CKV_AWS_260'].flatMap((id) => [
      [`checkov 139-sg-sources ${id} aws_security_group.datagrams`, 'We are right: what listens there speaks TCP.'],
      [`checkov 139-sg-sources ${id} aws_security_group.zero`, 'We are right: of TCP, 0 to 0 is port 0.'],
    ]),
  ),
  'checkov 91-elasticache-memcached CKV_AWS_323 aws_elasticache_cluster.replica': 'We are right: a member of a replication group is where the group is.',
  'checkov 113-vars-unknown CKV_AWS_366 aws_cognito_identity_pool.maybe': 'We are right: it hangs on a variable, and unknown is not a finding.',
  ...Object.fromEntries(
    ['CKV_AWS_142', 'CKV_AWS_154', 'CKV_AWS_321', 'CKV_AWS_64', 'CKV_AWS_71', 'CKV_AWS_87'].map((id) => [
      `checkov 113-vars-unknown ${id} aws_redshift_cluster.none`,
      'We are right: its count is 0 by default; nothing is made.',
    ]),
  ),
  'checkov 72-wiring CKV_AWS_126 aws_instance.i': 'We are right: contains([…], var.env) is true by default.',
  'checkov 72-wiring CKV_AWS_16 aws_db_instance.d': 'We are right: !local.open is true by default.',
  'checkov 72-wiring CKV_AWS_21 aws_s3_bucket.wired': 'We are right: optional(bool, true) makes it Enabled.',
  'checkov 35-beanstalk CKV_AWS_312 aws_elastic_beanstalk_environment.web':
    'We are right: SystemType is enhanced; checkov asks for an option AWS does not know.',
  'checkov 35-beanstalk CKV_AWS_340 aws_elastic_beanstalk_environment.web': 'We are right: the setting comes out of a dynamic block.',
};

test('on configurations nobody tuned on, and on what could become of them, we and checkov find the same, but for what is decided', {
  timeout: 600_000,
}, async () => {
  const fresh = readdirSync(folder).map((name) => ({ name, files: filesIn(join(folder, name)) }));
  const examples = allRules
    .filter(({ language }) => language === 'terraform')
    .flatMap((rule) => [rule.fails, rule.passes].map((one) => exampleFiles(rule, one)));
  const pool = poolOf([...fresh.map(({ files }) => files), ...examples].flatMap((files) => Object.values(files)));
  const changed = variants(fresh, pool, 60);
  const compared = await besideCheckov([...fresh, ...changed]);

  const isOf = new Set(fresh.map(({ name }) => name));
  const ofFresh = (one: string): boolean => isOf.has(one.split(' ')[0] ?? '');
  const differences = [
    ...compared.onlyOurs.filter(ofFresh).map((one) => `ours ${one}`),
    ...compared.onlyCheckovs.filter(ofFresh).map((one) => `checkov ${one}`),
  ];
  expect(differences.sort()).toEqual(Object.keys(knownDifferences).sort());
  expect(compared.agreed.filter(ofFresh).length).toBeGreaterThan(700);

  // Which differences these have depends on what a change hits: `node bench/rules-variants.mjs` prints them.
  const [agreed, ours, theirs] = [compared.agreed, compared.onlyOurs, compared.onlyCheckovs].map((all) => all.filter((one) => !ofFresh(one)));
  const [both, only, missed] = [agreed?.length ?? 0, ours?.length ?? 0, theirs?.length ?? 0];
  expect(both).toBeGreaterThan(250);
  expect(both / (both + only), `only ours: ${ours?.join('; ')}`).toBeGreaterThan(0.95);
  expect(both / (both + missed), `only checkov's: ${theirs?.join('; ')}`).toBeGreaterThan(0.93);
});

const knownDifferencesOfManifests: Readonly<Record<string, string>> = {
  'ours init CKV_K8S_31 Deployment/ini': 'We are right: the init container has no profile.',
  'ours replicaset CKV_K8S_31 ReplicaSet/rs': 'We are right: the annotation is no longer read, since Kubernetes 1.27.',
  'checkov daemon CKV_K8S_25 DaemonSet/agent': 'A matter of taste: NET_BIND_SERVICE reaches no further than a port.',
  'checkov pod-host CKV_K8S_21 Pod/host': 'We are right: where it goes is said elsewhere.',
  'checkov replicaset CKV_K8S_25 ReplicaSet/rs': 'A matter of taste: CHOWN reaches no further than the files of the container.',
};

test('the same of manifests', { timeout: 600_000 }, async () => {
  const manifests = join(import.meta.dirname, 'manifests');
  const compared = await besideCheckov(
    readdirSync(manifests).map((name) => ({ name, files: filesIn(join(manifests, name)) })),
    ['kubernetes'],
  );
  const differences = [...compared.onlyOurs.map((one) => `ours ${one}`), ...compared.onlyCheckovs.map((one) => `checkov ${one}`)];
  expect(differences.sort()).toEqual(Object.keys(knownDifferencesOfManifests).sort());
  expect(compared.agreed.length).toBeGreaterThan(110);
});

const filesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );

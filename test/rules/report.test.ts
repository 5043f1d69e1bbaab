import { expect, test } from 'vitest';
import { scan } from '../../src/rules/engine/scan.ts';
import { markdownReport } from '../../src/rules/report/markdown.ts';
import { sarifReport } from '../../src/rules/report/sarif.ts';
import { textReport } from '../../src/rules/report/text.ts';
import { options, sourcesOf } from './support.ts';

const rules = options.rules.filter((rule) => ['aws-kms-rotation', 'aws-rds-public'].includes(rule.id));
const report = () => {
  let now = 0;
  return scan(
    sourcesOf({
      'main.tf':
        'resource "aws_kms_key" "k" {}\n\nresource "aws_db_instance" "d" {\n  publicly_accessible = true\n}\n\n# nimbus:ignore aws-kms-rotation <b>moved | soon</b>\nresource "aws_kms_key" "old" {}\n',
      'half done.tf': 'resource "aws_kms_key" "h" {\n  enable_key_rotation = false\n}\nresource "aws_vpc" {{\n',
    }),
    { ...options, rules, now: () => (now += 6) },
  );
};

test('text', async () => {
  expect(`\n${textReport(await report())}`).toBe(`
half done.tf
  2:3  medium    The key never rotates: set enable_key_rotation = true. (has a fix)  aws_kms_key.h  aws-kms-rotation

main.tf
  1:1  medium    The key never rotates: set enable_key_rotation = true. (has a fix)  aws_kms_key.k  aws-kms-rotation
  4:3  critical  The database gets a public address: set publicly_accessible = false. (has a fix)  aws_db_instance.d  aws-rds-public

Note: half done.tf:4 could not be read as Terraform: what is sound around it was checked.

3 findings (1 critical, 2 medium) in 2 files, 3 have a fix, 1 kept quiet. 6 ms.
`);
});

test('Markdown, in which what comes from files stays text', async () => {
  expect(`\n${markdownReport(await report(), rules)}`).toBe(`
# Best practices

3 findings (1 critical, 2 medium) in 2 files, 3 have a fix, 1 kept quiet. 6 ms.

| severity | rule | findings |
|---|---|---|
| critical | aws-rds-public | 1 |
| medium | aws-kms-rotation | 2 |

## RDS database is not reachable from the internet

A database with a public address is found by scanners and guessed at within the hour. Applications reach it inside the network. [Source](https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html)

- \`main.tf:4\` \`aws_db_instance.d\`: The database gets a public address: set publicly_accessible = false. *Has a fix.*

## KMS key rotates

A key that never changes makes every leak of its material last for ever. Rotation is one switch and breaks nothing: old data stays readable. [Source](https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html)

- \`half done.tf:2\` \`aws_kms_key.h\`: The key never rotates: set enable_key_rotation = true. *Has a fix.*
- \`main.tf:1\` \`aws_kms_key.k\`: The key never rotates: set enable_key_rotation = true. *Has a fix.*

## Kept quiet

- \`main.tf:8\` aws-kms-rotation: &#60;b&#62;moved &#124; soon&#60;/b&#62;

## Not checked

- half done.tf:4 could not be read as Terraform: what is sound around it was checked.
`);
});

test('SARIF: rules, places, fingerprints that outlive moved lines, suppressions', async () => {
  const document = JSON.parse(sarifReport(await report(), rules, '1.2.3'));
  const [run] = document.runs;
  expect(document.version).toBe('2.1.0');
  expect(run.tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(['aws-kms-rotation', 'aws-rds-public']);
  expect(run.results).toMatchObject([
    {
      ruleId: 'aws-kms-rotation',
      ruleIndex: 0,
      level: 'warning',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'half%20done.tf' }, region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 30 } } }],
    },
    { ruleId: 'aws-kms-rotation', locations: [{ logicalLocations: [{ fullyQualifiedName: 'aws_kms_key.k' }] }] },
    { ruleId: 'aws-rds-public', ruleIndex: 1, level: 'error' },
    { suppressions: [{ kind: 'inSource', justification: '<b>moved | soon</b>' }] },
  ]);
  const prints = run.results.map((result: { partialFingerprints: object }) => Object.values(result.partialFingerprints)[0]);
  expect(new Set(prints).size).toBe(4);
  expect(run.invocations[0].toolExecutionNotifications).toHaveLength(1);
});

import { describe, expect, test } from 'vitest';
import { allSpecs } from '../../../src/host/specs.ts';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';
import { answerLine } from './labelled.ts';

const specs = allSpecs();
const check = (request: string, expected: string) => expect(answerLine(planRequest(request, {}, specs))).toBe(expected);

describe('a command line is planned as the tool it stands for', () => {
  test.each([
    ['helm rollback web 4', 'helm.rollback {"release":"web","revision":4}'],
    ['k get po -n shop please', 'kubernetes.get {"kind":"pod","namespace":"shop"}'],
    ['git commit -am "Bump"', 'git.commit {"all":true,"message":"Bump"}'],
    ['aws s3 cp s3://data-example/a/b.csv .', 'aws.s3.getObject {"bucket":"data-example","key":"a/b.csv","path":"."}'],
    ['terraform plan -var-file=prod.tfvars in infra', 'terraform.plan {"varFiles":["prod.tfvars"],"directory":"infra"}'],
    ['terraform init && terraform validate', 'terraform.init {} · terraform.validate {}'],
    ['don’t kubectl apply -f k8s, git status', 'git.status {}'],
  ])('%s', check);
});

describe('what no tool stands for is asked about', () => {
  test.each([['git rebase main'], ['kubectl debug node-1'], ['aws s3 presign s3://data-example/a.csv'], ['helm plugin install example']])('%s', (request) =>
    check(request, '? request'),
  );
});

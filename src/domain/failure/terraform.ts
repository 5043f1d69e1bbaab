import { count } from '../../base/say.ts';
import type { Failure, Problem } from './failure.ts';

export const howToGetTerraform =
  'Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu, and see that it is on your PATH.';

export const notFormatted = (files: readonly string[]): Failure => ({
  code: 'terraform/not-formatted',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `${count(files.length, 'file')} ${files.length === 1 ? 'is' : 'are'} not formatted: ${files.join(', ')}.`,
  fix: 'terraform fmt -recursive formats them.',
});

export const notValid = (problems: readonly Problem[]): Failure => ({
  code: 'terraform/not-valid',
  category: 'validation',
  severity: 'medium',
  recoverable: true,
  message: `Terraform found ${count(problems.length, 'error')}. First: ${problems[0]?.path}: ${problems[0]?.message}`,
  fix: 'Correct the files; nothing was changed outside this folder.',
  problems,
});

export const providerUnavailable = (details: string): Failure => ({
  code: 'terraform/provider-unavailable',
  category: 'system',
  severity: 'medium',
  recoverable: true,
  missing: true,
  message: 'Terraform could not get the provider: its registry can’t be reached from here and no copy is on this machine.',
  fix: 'Connect, or set up a provider mirror (https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation). What was written is not affected.',
  details,
});

export const initFailed = (problem: string, details: string): Failure => ({
  code: 'terraform/init-failed',
  category: 'system',
  severity: 'medium',
  recoverable: true,
  message: `terraform init failed: ${problem}`,
  fix: 'Correct what it names; the whole output is in the run.',
  details,
});

export const noCredentials = (details: string): Failure => ({
  code: 'aws/no-credentials',
  category: 'auth',
  severity: 'medium',
  recoverable: true,
  missing: true,
  message: 'No AWS credentials were found, so nobody could look at the account.',
  fix: 'Sign in (aws sso login, or AWS_PROFILE=… in the environment) and run the check again.',
  details,
});

export const planFailed = (problems: readonly Problem[], details: string): Failure => ({
  code: 'terraform/plan-failed',
  category: 'api',
  severity: 'medium',
  recoverable: true,
  message: `terraform plan failed: ${problems[0]?.message ?? 'it gave no reason'}`,
  fix: 'Nothing was changed. Correct what it names and plan again.',
  problems,
  details,
});

import { terraformRule } from '../../rule.ts';

export const tfOutputDescription = terraformRule({
  id: 'tf-output-description',
  title: 'Output says what it is',
  severity: 'info',
  category: 'operations',
  why: 'Whoever uses the module sees nothing but the name of the output and this text. Whether an id is a name, an ARN or a number they otherwise learn from an error.',
  source: 'https://developer.hashicorp.com/terraform/language/values/outputs#description',
  also: ['terraform_documented_outputs'],
  targets: [':output'],

  check(output) {
    const text = output.get('description');
    return text === undefined || text === '' ? { message: 'Nothing says what the output is: give it a description.' } : undefined;
  },

  fails: 'output "address" {\n  value = "example.com"\n}',
  passes: 'output "address" {\n  description = "Where the service answers."\n  value       = "example.com"\n}',
});

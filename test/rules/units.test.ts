import { expect, test } from 'vitest';
import { callsIn, type Member, unitsOf } from '../../src/rules/engine/units.ts';

const tf = (path: string, ...calls: string[]): Member => ({ path, kind: 'terraform', calls });
const vars = (path: string): Member => ({ path, kind: 'tfvars', calls: [] });

interface Case {
  readonly what: string;
  readonly members: readonly Member[];
  /** One group a line: its name and its files. */
  readonly units: readonly string[];
}

const cases: readonly Case[] = [
  { what: 'folders that have nothing to do with each other', members: [tf('a/x.tf'), tf('b/y.tf'), tf('a/z.tf')], units: ['a: a/x.tf a/z.tf', 'b: b/y.tf'] },
  {
    what: 'a module with those who call it',
    members: [tf('m/k.tf'), tf('p/a.tf', 'm'), tf('q/b.tf', 'm'), tf('z.tf')],
    units: [': z.tf', 'm: m/k.tf p/a.tf q/b.tf'],
  },
  { what: 'modules that call each other in a circle', members: [tf('a/a.tf', 'b'), tf('b/b.tf', 'a')], units: ['a: a/a.tf b/b.tf'] },
  {
    what: 'values in the folder and right below it',
    members: [tf('s/a.tf'), vars('s/terraform.tfvars'), vars('s/env/prod.tfvars')],
    units: ['s: s/a.tf s/env/prod.tfvars s/terraform.tfvars'],
  },
  { what: 'values of nobody', members: [vars('x/y/a.tfvars')], units: [] },
  { what: 'a call to a folder that is not there', members: [tf('a/a.tf', 'gone')], units: ['a: a/a.tf'] },
];

test.each(cases)('$what', ({ members, units }) => {
  expect([...unitsOf(members)].map(([name, paths]) => `${name}: ${paths.toSorted().join(' ')}`).sort()).toEqual(units);
});

test('calls are told by where they lead, from the file they stand in', () => {
  const text =
    'module "a" {\n  source = "../modules/net"\n}\nmodule "b" { source = "./sub/" }\nmodule "c" { source = "hashicorp/consul/aws" }\nmodule "d" { source = "../../../out" }\n';
  expect(callsIn('infra/prod/main.tf', text)).toEqual(['infra/modules/net', 'infra/prod/sub']);
});

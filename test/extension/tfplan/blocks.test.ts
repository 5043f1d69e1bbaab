import { expect, test } from 'vitest';
import { blockIn } from '../../../src/extension/tfplan/blocks.ts';
import { type FolderIndex, indexFolder } from '../../../src/rules/hcl/folder-index.ts';
import { terraformParser } from '../../../src/rules/hcl/grammar.ts';
import { parseTerraform } from '../../../src/rules/hcl/parse.ts';

const files = {
  infra: {
    'main.tf': `module "net" {
  source = "../modules/net"
}

module "far" {
  source = "registry/thing/aws"
}

resource "aws_instance" "web" {
}
`,
    'more.tf': `data "aws_ami" "linux" {}

output "url" {
  value = 1
}
`,
  },
  'modules/net': { 'main.tf': 'module "dns" {\n  source = "./dns"\n}\nresource "aws_subnet" "a" {}\n' },
  'modules/net/dns': { 'main.tf': '\nresource "aws_route53_record" "a" {}\n' },
};

async function modules(): Promise<readonly FolderIndex[]> {
  const parser = await terraformParser();
  return Object.entries(files).map(([dir, own]) =>
    indexFolder(
      dir,
      Object.entries(own).map(([name, text]) => parseTerraform(`${dir}/${name}`, text, parser)),
    ),
  );
}

test.each([
  ['aws_instance.web', 'infra/main.tf:9'],
  ['aws_instance.web[0]', 'infra/main.tf:9'],
  ['data.aws_ami.linux', 'infra/more.tf:1'],
  ['output.url', 'infra/more.tf:3'],
  ['module.net["a.b"].aws_subnet.a["x]"]', 'modules/net/main.tf:4'],
  ['module.net["a"].module.dns[0].aws_route53_record.a', 'modules/net/dns/main.tf:2'],
  // Gone from the module, or in one that is not in a file here: the call is the nearest there is.
  ['module.net.aws_subnet.gone', 'infra/main.tf:1, the call'],
  ['module.far.aws_thing.a', 'infra/main.tf:5, the call'],
  ['module.net.module.gone.aws_thing.a', 'infra/main.tf:1, the call'],
  ['module.nobody.aws_thing.a', undefined],
  ['aws_instance.gone', undefined],
])('the block of %s', async (address, place) => {
  const found = blockIn(address, await modules());
  expect(found && `${found.path}:${found.line}${found.isItself ? '' : ', the call'}`).toBe(place);
});

import { z } from 'zod';
import { count } from '../../base/say.ts';
import { tool } from '../../domain/tool.ts';
import { directory, workspace } from './fields.ts';
import { readState } from './root/state.ts';
import { withRoot } from './root/with-root.ts';

export const stateList = tool({
  name: 'terraform.stateList',
  effect: 'read',
  needsTrust: true,
  summary: 'List the addresses of the resources in the Terraform state.',
  input: z.strictObject({
    directory,
    filter: z.string().min(1).max(2000).optional().describe('Only addresses that begin with this: a module or a type.'),
    workspace,
  }),
  output: z.object({ directory: z.string(), workspace: z.string(), serial: z.int(), addresses: z.array(z.string()).readonly() }),
  commands: ['terraform state list {filter?}'],
  says: [
    'list the resources in the terraform state',
    'terraform state list',
    'which resources does terraform manage',
    'what is in the state of infra',
    'what resources are managed by terraform',
    'list the resources in the state of infra',
    'what is managed by terraform in stacks/core',
    'everything terraform tracks in infra',
    'list all addresses in the state',
    'what does terraform manage',
    'which addresses are in the state of infra',
    'state list of infra',
    'resources terraform knows in envs/dev',
    'resources in the state',
    'what does terraform manage in infra?',
    'addresses in the state of infra',
    'which resources belong to infra?',
    'everything terraform knows about',
    'inventory of what terraform manages in infra',
    'which resources are under terraform in stacks/core',
    'how many resources does infra manage',
    'list of everything in the tfstate of infra',
    'what is in the state file of infra',
    'does the state of infra have an aws_instance',
    'all the aws_s3_bucket resources in the state',
    'only module.db in the state of infra',
    'what have we got in terraform',
    'terraform inventory of envs/prod',
    'managed resources of stacks/core',
    'terraform state list in environments/perf',
    'which resources does terraform manage in db/ledger, just the addresses',
    'all aws_s3_bucket resources in the terraform state of storage',
    'Could you enumerate the addresses terraform tracks in the directory core-network? I need the exact spelling for a ticket to the platform team',
    'state list gpu-nodes workspace green',
    "I can't remember how we called the bastion, so list the state addresses that contain bastion",
    'Requesting list of Terraform-managed addresses, workspace staging, directory atlas',
    "is there any security group in the tf state of web/infra? give me the addresses with aws_security_group, I only want to know what they're called and not the rules inside",
    'addresses in state pls, platform/logging',
    'i would like the list of resources what are in terraform state, folder lab/vpc',
    'tf state ls environments/uat',
    'enumerate terraform state, workspace pr-88',
    'show just the resource addresses starting with module.db, dir=checkout/stack',
    "let's see which resource addresses the inventory/aws state has",
  ],
  examples: [{ title: 'List what Terraform manages', input: { directory: 'infra' } }],
  guessMs: 2_000,

  async run({ directory: folder, filter, workspace: chosen }, at) {
    const read = await withRoot({ directory: folder, workspace: chosen, for: 'state' }, at, async (root) => {
      const state = await readState(root);
      return state.ok ? { ok: true, value: { ...state.value, workspace: root.workspace } } : state;
    });
    if (!read.ok) return read;
    const { serial, workspace: name } = read.value;
    const addresses = read.value.addresses.filter((address) => filter === undefined || address.startsWith(filter));
    return {
      ok: true,
      output: { directory: folder, workspace: name, serial, addresses },
      summary: serial === 0 ? 'Nothing was ever applied here.' : `${count(addresses.length, 'resource')} at serial ${serial}.`,
      undo: 'nothing-changed',
    };
  },
});

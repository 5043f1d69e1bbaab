import { z } from 'zod';
import { type ToolSpec, toolSpec } from '../../../domain/tool.ts';
import { address, directory, varFiles, workspace } from '../fields.ts';

const init = toolSpec({
  name: 'terraform.init',
  effect: 'write',
  summary: 'Initialise a Terraform folder: providers, modules and backend.',
  input: z.strictObject({
    directory,
    upgrade: z.boolean().default(false).describe('Upgrade providers and modules to the newest version that is allowed.'),
    reconfigure: z.boolean().default(false).describe('Reconfigure the backend, forgetting the former one.'),
  }),
  output: z.object({ directory: z.string(), providers: z.array(z.object({ name: z.string(), version: z.string() })), backend: z.string() }),
  says: [
    'initialise terraform in infra',
    'run terraform init',
    'init the infra folder',
    'download the terraform providers',
    'set up terraform',
    'upgrade the terraform providers',
  ],
  guessMs: 15_000,
});

const output = toolSpec({
  name: 'terraform.output',
  effect: 'read',
  summary: 'Show the outputs of a Terraform folder.',
  input: z.strictObject({
    directory,
    name: z
      .string()
      .regex(/^[\w-]+$/)
      .optional()
      .describe('Name of one output; absent: all.'),
    workspace,
  }),
  output: z.object({ directory: z.string(), outputs: z.record(z.string(), z.object({ value: z.unknown(), sensitive: z.boolean() })) }),
  says: [
    'show the terraform outputs',
    'what is the output cluster_endpoint',
    'terraform output vpc_id in infra',
    'get the outputs of the stack',
    'what is the value of output vpc_id',
  ],
  guessMs: 2_000,
});

const show = toolSpec({
  name: 'terraform.show',
  effect: 'read',
  summary: 'Show what the Terraform state holds: all of it or one resource with its attributes.',
  input: z.strictObject({ directory, address: address.optional().describe('One resource by address.'), workspace }),
  output: z.object({
    directory: z.string(),
    serial: z.int(),
    resources: z.array(z.object({ address: z.string(), values: z.record(z.string(), z.unknown()) })),
  }),
  says: [
    'show the terraform state',
    'terraform show',
    'show aws_s3_bucket.logs in the state',
    'what are the attributes of aws_vpc.main',
    'what does the state say about the database',
  ],
  guessMs: 3_000,
});

const stateList = toolSpec({
  name: 'terraform.stateList',
  effect: 'read',
  summary: 'List the addresses of the resources in the Terraform state.',
  input: z.strictObject({ directory, filter: z.string().min(1).optional().describe('Only addresses that begin with this: a module or a type.'), workspace }),
  output: z.object({ directory: z.string(), serial: z.int(), addresses: z.array(z.string()) }),
  says: [
    'list the resources in the terraform state',
    'terraform state list',
    'which resources does terraform manage',
    'what is in the state of infra',
    'what resources are managed by terraform',
  ],
  guessMs: 2_000,
});

const importing = toolSpec({
  name: 'terraform.import',
  effect: 'change',
  summary: 'Import an existing resource into the Terraform state.',
  input: z.strictObject({
    address: address.describe('Address the resource gets.'),
    id: z.string().min(1).describe('Id of the resource in the cloud: a name, an id or an ARN.'),
    directory,
    varFiles,
    workspace,
  }),
  output: z.object({ address: z.string(), id: z.string() }),
  says: [
    'import bucket logs-example as aws_s3_bucket.logs',
    'terraform import aws_vpc.main vpc-0123456789abcdef0',
    'bring i-0123456789abcdef0 under terraform as aws_instance.web',
    'adopt the existing bucket into terraform',
  ],
  guessMs: 10_000,
});

const drift = toolSpec({
  name: 'terraform.drift',
  effect: 'plan',
  summary: 'Detect drift: what in the cloud differs from the Terraform state.',
  input: z.strictObject({ directory, varFiles, workspace }),
  output: z.object({ directory: z.string(), drifted: z.array(z.object({ address: z.string(), action: z.string() })) }),
  says: [
    'check infra for drift',
    'has anything drifted',
    'detect terraform drift',
    'did someone change the infrastructure by hand',
    'does reality differ from the state',
  ],
  guessMs: 20_000,
});

export const terraformSpecs: readonly ToolSpec[] = [init, output, show, stateList, importing, drift];

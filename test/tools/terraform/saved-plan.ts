import { writeFileSync } from 'node:fs';
import { ok } from '../../../src/domain/failure/failure.ts';
import type { Tool } from '../../../src/domain/tool.ts';
import type { Workplace } from '../../../src/domain/workplace.ts';
import { terraformTools } from '../../../src/tools/terraform/all.ts';
import { testHouse } from '../../support/house.ts';
import { plant } from '../../support/tree.ts';

export type Env = Record<string, string | undefined>;

/** A saved plan that Terraform says this of; `look` looks at applying it. */
export async function planned(shown: unknown, env: Env) {
  const house = testHouse(terraformTools);
  plant(house.folder, { 'main.tf': 'provider "aws" {\n  region = "eu-central-1"\n}\n', '.terraform.lock.hcl': '# lock\n' });
  const at: Workplace = {
    ...house.workplace(house.folder, new AbortController().signal, () => {}),
    env,
    exec: async (_program, args) => {
      const out = args.find((arg) => arg.startsWith('-out='))?.slice(5);
      if (out !== undefined) writeFileSync(out, 'plan');
      const said: Record<string, string> = {
        version: '{"terraform_version":"1.11.4","terraform_outdated":false}',
        plan: '{"type":"change_summary","changes":{"add":0,"change":0,"remove":0,"import":0}}',
        show: JSON.stringify(shown),
        state: '{"version":4,"serial":3,"lineage":"11111111-2222-4333-8444-555555555555","resources":[]}',
      };
      return ok({ code: 0, stdout: said[args[0] ?? ''] ?? '', stderr: '', truncated: false });
    },
  };
  const tools = new Map<string, Tool>(terraformTools.map((tool) => [tool.name, tool]));
  const plan = tools.get('terraform.plan');
  const made = await plan?.run(plan.input.parse({}), at);
  if (!made?.ok) throw new Error(made?.failure.message);
  const apply = tools.get('terraform.apply');
  const input = apply?.input.parse({ plan: (made.output as { plan: string }).plan });
  return { folder: house.folder, look: async () => apply?.preview?.(input, at) };
}

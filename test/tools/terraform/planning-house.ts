import { writeFileSync } from 'node:fs';
import { ok } from '../../../src/domain/failure/failure.ts';
import type { House } from '../../../src/session/start.ts';
import { terraformTools } from '../../../src/tools/terraform/all.ts';
import { type ChangeCase, documentOf } from '../../domain/terraform/plan.ts';
import { testHouse } from '../../support/house.ts';

export interface PlanningHouse extends House {
  readonly folder: string;
  readonly data: string;
  /** What a command prints from now on. */
  says(command: string, text: string): void;
}

/** A house whose Terraform plans what it is told to, and applies nothing. `rest`: what else is in the plan's JSON. */
export function planningHouse(
  changes: readonly ChangeCase[],
  rest: Readonly<Record<string, unknown>> = {},
  { env = {}, workspaces = '* default\n' }: { readonly env?: Readonly<Record<string, string>> | undefined; readonly workspaces?: string | undefined } = {},
): PlanningHouse {
  const house = testHouse(terraformTools);
  const said: Record<string, string> = {
    version: '{"terraform_version":"1.11.4","terraform_outdated":false}',
    plan: '{"type":"change_summary","changes":{"add":1,"change":0,"remove":0,"import":0}}',
    show: JSON.stringify(documentOf(changes, rest)),
    state: '{"version":4,"serial":3,"lineage":"11111111-2222-4333-8444-555555555555","resources":[]}',
    workspace: workspaces,
  };
  return {
    ...house,
    says: (command, text) => {
      said[command] = text;
    },
    workplace: (folder, signal, progress) => ({
      ...house.workplace(folder, signal, progress),
      env: { PATH: process.env.PATH, ...env },
      exec: async (_program, args) => {
        const out = args.find((arg) => arg.startsWith('-out='))?.slice(5);
        if (out !== undefined) writeFileSync(out, 'plan');
        return ok({ code: 0, stdout: said[args[0] ?? ''] ?? '', stderr: '', truncated: false });
      },
    }),
  };
}

import { count } from '../../base/say.ts';
import { yamlDocument } from '../../base/yaml.ts';
import type { DraftPlan } from '../../planner/draft.ts';

const standardFile = '.nimbus/rules-baseline.json';

/** The plan that makes findings known. What `.nimbus/rules.yaml` says besides stays as it is, comments too. */
export async function baselineSteps(baseline: string, findings: number, read: (path: string) => Promise<string | undefined>): Promise<DraftPlan> {
  const settings = (await read('.nimbus/rules.yaml')) ?? '';
  const document = yamlDocument(settings);
  const named: unknown = document.errors.length === 0 ? document.get('baseline') : undefined;
  const file = typeof named === 'string' ? named : standardFile;
  const write = (id: string, path: string, content: string, reason: string) => ({ id, tool: 'files.write', input: { path, content }, reason });
  return {
    goal: `Accept ${count(findings, 'finding')} as known`,
    steps: [
      write('known', file, baseline, 'Names every finding there is today, so that only new ones are told.'),
      ...(typeof named === 'string' ? [] : [write('settings', '.nimbus/rules.yaml', withBaseline(settings, file), 'Tells the rules where that file is.')]),
    ],
  };
}

const withBaseline = (settings: string, file: string): string => `${settings}${settings === '' || settings.endsWith('\n') ? '' : '\n'}baseline: ${file}\n`;

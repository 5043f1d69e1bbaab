import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const name = 'Best practices: agreement with checkov on mapped ids (precision / recall)';
export const limit = 'precision ≥ 0.98, recall ≥ 0.95';
export const unit = '';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const data = process.env.NIMBUS_IAC_EVAL ?? join(root, '../shared/data/iac-eval');

/** Who is right at each difference. */
const decisions = 'docs/rules/agreement-scenarios.md';

/** Each scenario on its own, ours beside checkov's, on the ids our rules name. `missing` when the data set isn't there. */
export async function run() {
  const result = await agreement();
  if (result === undefined) return { missing: `no data at ${data}; NIMBUS_IAC_EVAL names the folder` };
  const { both, ours, theirs } = total(result.byId);
  const precision = both / Math.max(1, both + ours);
  const recall = both / Math.max(1, both + theirs);
  const { undecided, gone } = against(result.byId, readFileSync(join(root, decisions), 'utf8'));
  return {
    value: `${precision.toFixed(3)} / ${recall.toFixed(3)}`,
    ok: precision >= 0.98 && recall >= 0.95 && undecided.length === 0 && gone.length === 0,
    detail: [
      `${result.byId.size} ids, ${both} agreed, ${ours} only ours, ${theirs} only checkov's`,
      ...(undecided.length === 0 ? [] : [`not in ${decisions}: ${undecided.join('; ')}`]),
      ...(gone.length === 0 ? [] : [`in ${decisions}, but gone: ${gone.join('; ')}`]),
    ].join('; '),
  };
}

/** The differences that the table of decisions does not name, and what it names that is none; each `<scenario> <id> <resource> <who>`. */
export function against(byId, table) {
  const cells = table
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const halfDecided = cells.find((row) => row.length !== 6 || row.includes(''));
  if (halfDecided) throw new Error(`${decisions} has a row without who is right, or why: ${halfDecided.join(' | ')}`);
  const decided = new Set(cells.map(([scenario, id, resource, who]) => `${scenario} ${id} ${resource} ${who}`));
  const now = new Set(
    [...byId].flatMap(([id, { ours, theirs }]) =>
      [...ours.map((place) => [place, 'we']), ...theirs.map((place) => [place, 'checkov'])].map(([place, who]) => {
        const [scenario, ...resource] = place.split(' ');
        return `${scenario} ${id} ${resource.join(' ')} ${who}`;
      }),
    ),
  );
  return { undecided: [...now].filter((one) => !decided.has(one)), gone: [...decided].filter((one) => !now.has(one)) };
}

const total = (byId) => {
  const sum = { both: 0, ours: 0, theirs: 0 };
  for (const one of byId.values()) for (const key of Object.keys(sum)) sum[key] += one[key].length;
  return sum;
};

export async function agreement() {
  if (!existsSync(join(data, 'odd.jsonl'))) return undefined;
  const { look } = await import('../src/rules/engine/look.ts');
  const { noSettings } = await import('../src/rules/engine/settings.ts');
  const { allRules } = await import('../src/rules/all.ts');
  const scenarios = readFileSync(join(data, 'odd.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const checkov = JSON.parse(readFileSync(join(data, 'odd.checkov.json'), 'utf8'));
  const mapped = new Set(allRules.flatMap((rule) => rule.also).filter((id) => id.startsWith('CKV')));
  const byId = new Map([...mapped].map((id) => [id, { both: [], ours: [], theirs: [] }]));
  for (const { id: scenario, reference } of scenarios) {
    const looked = await look([{ path: 'main.tf', text: reference }], { rules: allRules, settings: noSettings, today: '2026-01-01' });
    const ours = new Set(
      looked.hits.flatMap(({ finding }) =>
        finding.also.filter((id) => mapped.has(id)).map((id) => `${id} ${finding.resource.replace(/^(module|data)\./, '')}`),
      ),
    );
    const theirs = new Set((checkov[scenario] ?? []).filter(([id]) => mapped.has(id)).map(([id, resource]) => `${id} ${resource.replace(/\[.*?\]/g, '')}`));
    for (const key of new Set([...ours, ...theirs])) {
      const [id] = key.split(' ');
      const kind = ours.has(key) ? (theirs.has(key) ? 'both' : 'ours') : 'theirs';
      byId.get(id)[kind].push(`${scenario} ${key.slice(id.length + 1)}`);
    }
  }
  return { byId };
}

/** On its own: a table by id, with the first places where the two differ. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await agreement();
  if (result === undefined) console.log(`There is no data at ${data}.`);
  else {
    for (const [id, { both, ours, theirs }] of [...result.byId].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
      if (both.length + ours.length + theirs.length === 0) continue;
      console.log(
        `${id.padEnd(14)} agreed ${String(both.length).padStart(4)}  only ours ${String(ours.length).padStart(3)}  only checkov ${String(theirs.length).padStart(3)}${ours.length ? `  ours: ${ours.slice(0, 3).join(', ')}` : ''}${theirs.length ? `  checkov: ${theirs.slice(0, 3).join(', ')}` : ''}`,
      );
    }
    console.log((await run()).value, (await run()).detail);
  }
}

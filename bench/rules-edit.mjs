import { synthetic } from './rules-synthetic.mjs';

export const name = 'Best practices: check again after an edit in a file of 1,000 lines, processor time';
export const limit = 10;
export const unit = 'ms';

/** A letter typed into the middle, with everything else as the editor keeps it. */
export async function run() {
  const { look } = await import('../src/rules/engine/look.ts');
  const { noSettings } = await import('../src/rules/engine/settings.ts');
  const { allRules } = await import('../src/rules/all.ts');
  const { TerraformReader } = await import('../src/rules/hcl/reader.ts');
  using reader = new TerraformReader();
  const options = { rules: allRules, settings: noSettings, today: '2026-01-01', reader };
  let text = synthetic(90)
    .map((source) => source.text)
    .join('\n');
  const at = text.indexOf('"group-42"') + 2;
  const samples = [];
  for (let round = 0; round < 60; round++) {
    text = `${text.slice(0, at)}x${text.slice(at)}`;
    const before = process.cpuUsage();
    await look([{ path: 'main.tf', text }], options);
    const { user, system } = process.cpuUsage(before);
    if (round >= 10) samples.push((user + system) / 1000);
  }
  return { samples, detail: `${text.split('\n').length} lines, ${allRules.length} rules` };
}

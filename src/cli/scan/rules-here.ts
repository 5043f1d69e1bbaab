import { listedFiles } from '../../machine/listed-files.ts';
import { allRules } from '../../rules/all.ts';
import { ownRulesFolder, readConfiguration, settingsFile, withOwn } from '../../rules/engine/configuration.ts';
import { readText, scanLimits } from '../../rules/engine/source.ts';
import type { Rule } from '../../rules/rule.ts';

/** Ours and those of a workspace folder, as a scan in it knows them; `notes`: which of its files is no rule, and why. */
export async function rulesHere(folder: string): Promise<{ readonly rules: readonly Rule[]; readonly notes: readonly string[] }> {
  const files = listedFiles(folder);
  const unread: string[] = [];
  const { own, notes } = await readConfiguration(
    {
      async text(path) {
        // Which rules there are does not hang on how they are set.
        if (path === settingsFile) return undefined;
        const content = await files.read(path);
        const decoded = content.ok ? content.value && readText(content.value, scanLimits) : { why: `could not be read: ${content.failure.message}` };
        if (decoded === undefined || 'text' in decoded) return decoded?.text;
        unread.push(`${path} was not used: it ${decoded.why}.`);
        return undefined;
      },
      async ownRules() {
        const there = await files.kind(ownRulesFolder);
        const listed = there.ok && there.value === 'folder' ? await files.list(ownRulesFolder) : undefined;
        return listed?.ok ? listed.value : [];
      },
    },
    allRules,
  );
  return { rules: withOwn(allRules, own), notes: [...unread, ...notes] };
}

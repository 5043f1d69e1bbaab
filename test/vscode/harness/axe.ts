import axe from 'axe-core';
import type { Frame } from 'playwright-core';

/**
 * What axe-core finds in a webview, one line a node: `rule: help (selector)`. Empty is what we want.
 *
 * Evaluated through the debugger, so the page's own content security policy stays as strict as it is for a person.
 */
export async function violations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axe.source);
  const results = await frame.evaluate(async () => {
    const { axe: runner } = globalThis as unknown as { axe: typeof axe };
    return runner.run({ resultTypes: ['violations'] });
  });
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} (${node.target.flat().join(' ')})\n  ${node.html.slice(0, 200)}\n  ${node.failureSummary ?? ''}`),
  );
}

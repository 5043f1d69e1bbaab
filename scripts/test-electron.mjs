import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { rerunOnNode24 } from './lib/node24.mjs';
import { root, say } from './lib/place.mjs';
import { ensureBuilt } from './lib/ready.mjs';

// `npm run test:electron`: the suite for the extension host in the desktop VS Code, for machines that can download it.
// The same suite runs in code-server in `npm test`.
await ensureInstalled();
await rerunOnNode24();
await ensureBuilt();
const { buildHostSuite } = await import('./build/host-suite.mjs');
const { runTests } = await import('@vscode/test-electron');
try {
  const code = await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: await buildHostSuite(),
    launchArgs: [join(root, 'samples', 'workspace'), '--disable-extensions', '--disable-workspace-trust'],
  });
  say(code === 0 ? 'The suite passed in the desktop VS Code.' : `The desktop VS Code ended with ${code}.`);
  process.exitCode = code;
} catch (error) {
  say(`${error.message}\nWhere the desktop VS Code can't be downloaded, npm test runs this suite in code-server.`);
  process.exitCode = 1;
}

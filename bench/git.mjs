import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const name = 'git.status over plain git status, 50,000 files';
export const limit = 20;
export const unit = 'ms';

const files = 50_000;
const folders = 500;
const rounds = 25;

/** What the tool takes longer than `git status` itself, side by side in turns: from the call to the parsed answer. */
export async function run() {
  const { status } = await import('../src/tools/git/status.ts');
  const { workplaceOn } = await import('../src/host/workplace.ts');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'nimbus-bench-git-')));
  try {
    plant(folder);
    const blobs = { keep: () => '', get: () => undefined };
    const at = workplaceOn(folder, blobs)(folder, new AbortController().signal, () => {});
    const input = status.input.parse({});
    const plain = () => execFileSync('git', ['status'], { cwd: folder, stdio: 'ignore' });
    plain();
    await status.run(input, at);
    const samples = [];
    const times = { plain: [], tool: [] };
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      plain();
      const between = performance.now();
      const seen = await status.run(input, at);
      const ended = performance.now();
      if (!seen.ok || seen.output.counts.unstaged !== 100) throw new Error(`git.status is wrong: ${JSON.stringify(seen).slice(0, 200)}`);
      times.plain.push(between - begun);
      times.tool.push(ended - between);
      samples.push(ended - between - (between - begun));
    }
    return { samples, detail: `git status ${middle(times.plain)} ms, git.status ${middle(times.tool)} ms, 100 files changed` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function plant(folder) {
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0', ...args], { cwd: folder, stdio: 'ignore' });
  git('init', '--quiet');
  for (let n = 0; n < folders; n++) {
    mkdirSync(join(folder, `folder-${n}`));
    for (let m = 0; m < files / folders; m++) writeFileSync(join(folder, `folder-${n}`, `file-${m}.txt`), `${n} ${m}\n`);
  }
  git('add', '--all');
  git('commit', '--quiet', '--message=All');
  for (let n = 0; n < 100; n++) writeFileSync(join(folder, `folder-${n}`, 'file-0.txt'), 'changed\n');
}

const middle = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)].toFixed(0);

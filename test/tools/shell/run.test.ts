import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ok } from '../../../src/domain/failure/failure.ts';
import type { Tool } from '../../../src/domain/tool.ts';
import { run } from '../../../src/tools/shell/run.ts';
import { understand } from '../../../src/tools/shell/understand.ts';
import { all, start, testHouse, transcript } from '../../support/house.ts';

describe('a command line is read word by word', () => {
  const read = (line: string): string => {
    const [program = '', ...args] = line.split(' ');
    const { impact, toolset } = understand(program, args);
    return [impact.type, impact.operation, ...impact.marks, ...(toolset === undefined ? [] : [`use ${toolset}`])].join(', ');
  };
  test.each([
    ['ls -la', 'command, update, unknown'],
    ['terraform -chdir=infra apply -auto-approve', 'terraform apply, update, unknown, use terraform'],
    ['/usr/bin/terraform destroy', 'terraform destroy, delete, unknown, use terraform'],
    ['tofu apply', 'terraform apply, update, unknown, use terraform'],
    ['terraform version', 'command, update'],
    ['terraform state rm aws_vpc.main', 'terraform rm, delete, unknown, use terraform'],
    ['kubectl -n kube-system delete pods --all', 'kubectl delete, delete, unknown, use kubernetes'],
    ['kubectl get pods', 'command, update'],
    ['git push origin +main', 'git push --force, update, force-push, rewrites-history, unknown, use git'],
    ['git push -uf origin main', 'git push --force, update, force-push, rewrites-history, unknown, use git'],
    ['git push origin main', 'git push, update, unknown, use git'],
    ['aws s3 rb s3://logs --force', 'aws command, delete, deletes-data, unknown, use aws'],
    ['aws s3 rm s3://logs/a.txt', 'aws command, delete, unknown, use aws'],
    ['bash -c ls', 'command, update, runs-code, unknown'],
    ['sudo rm -rf /', 'command, delete, runs-code, unknown, deletes-data'],
    ['rm -rf build', 'command, delete, deletes-data, unknown'],
    ['rm build.log', 'command, delete, unknown'],
    ['sudo -u root -E terraform destroy -auto-approve', 'terraform destroy, delete, runs-code, unknown, use terraform'],
    ['env TF_LOG=1 timeout -k 5 60 tofu apply', 'terraform apply, update, runs-code, unknown, use terraform'],
    ['nice -n 10 nohup /opt/bin/kubectl delete ns shop', 'kubectl delete, delete, runs-code, unknown, use kubernetes'],
    ['kubectl -n debug delete pod web', 'kubectl delete, delete, unknown, use kubernetes'],
    ['helm -n install uninstall web', 'helm uninstall, delete, unknown, use helm'],
    ['find . -name x -exec rm -rf {} +', 'command, delete, runs-code, unknown, deletes-data'],
    ['xargs -n 1 kubectl delete pod', 'kubectl delete, delete, runs-code, unknown, use kubernetes'],
    ['nimbus run plan.yaml --approve abc', 'nimbus, update, unknown'],
    ['npx --yes nimbus policy accept', 'nimbus, update, runs-code, unknown'],
    ['node node_modules/nimbus/dist/cli/main.js run plan.yaml', 'nimbus, update, runs-code, unknown'],
    ['npm test', 'command, update, runs-code, unknown'],
  ])('%s', (line, expected) => expect(read(line)).toBe(expected));
});

describe('what a shell is told to read is read as well', () => {
  test.each([
    ['terraform destroy -auto-approve', 'terraform destroy'],
    ['cd infra && terraform apply', 'terraform apply'],
    ['echo a; "kubectl" delete pod x', 'kubectl delete'],
    ['ter\\raform des"troy"', 'terraform destroy'],
    ["sudo sh -c 'helm uninstall web'", 'helm uninstall'],
    ['echo "$(terraform destroy)"', 'terraform destroy'],
    ['A=1 B=2 git push -f origin main', 'git push --force'],
    ['if true; then nimbus run plan.yaml --approve abc; fi', 'nimbus'],
    ['ls | xargs kubectl delete pod', 'kubectl delete'],
    ['echo terraform destroy', 'command'],
    ["echo 'a; terraform destroy'", 'command'],
  ])('%s', (text, type) => {
    expect(understand('bash', ['-lc', text]).impact).toMatchObject({ type, marks: expect.arrayContaining(['runs-code']) });
  });

  test('lines within lines end somewhere, however many there are', () => {
    let text = 'terraform destroy';
    for (let i = 0; i < 12; i++) text = `bash -c ${JSON.stringify(text)}`;
    expect(understand('bash', ['-c', text]).impact.marks).toContain('runs-code');
    expect(understand('sudo', [...Array<string>(2_000).fill('sudo'), 'terraform', 'destroy']).impact.marks).toContain('runs-code');
    expect(understand('sudo', [...Array<string>(4).fill('env'), 'terraform', 'destroy']).impact.type).toBe('terraform destroy');
  });
});

/** What safety decides, and how the run ends when the person says yes. */
async function outcome(program: string, args: readonly string[], more: Record<string, unknown> = {}): Promise<string> {
  const at = testHouse([run as unknown as Tool]);
  writeFileSync(join(at.folder, 'a.txt'), 'a');
  const events = await all(
    start(at, [{ id: 'r', tool: 'shell.run', input: { program, args, ...more } }], {
      consent: async ({ plan }, decisions) => {
        const decision = decisions.get('r');
        return ok({ hash: plan.hash, by: 'test', typed: new Map(decision?.kind === 'confirm' && decision.typed !== undefined ? [['r', decision.typed]] : []) });
      },
    }),
  );
  const told = transcript(events);
  return `${told.match(/step-decided r (\w+)/)?.[1] ?? 'not seen'} → ${told.match(/step-ended r (.*)/)?.[1] ?? told.split('\n').at(-1)}`;
}

describe('it runs what it is given, and nothing else', () => {
  test.each([
    [
      'a program',
      process.execPath,
      ['-e', 'console.log(process.argv.slice(1).join("|"))', '$(id)', ';', '&&', '*'],
      {},
      /^confirm → succeeded: .* ended with 0/,
    ],
    [
      'one that ends with another code',
      process.execPath,
      ['-e', 'process.stderr.write("no such thing\\n"); process.exit(3)'],
      {},
      /^confirm → failed: .* ended with 3: no such thing/,
    ],
    [
      'one that ends with 0 and complains',
      process.execPath,
      ['-e', 'process.stderr.write("warning: x\\n")'],
      {},
      /succeeded: .*wrote to standard error: warning: x/,
    ],
    ['one that is not there', 'nimbus-no-such-program', [], {}, /^confirm → failed: nimbus-no-such-program was not found/],
    ['one that never ends', process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutSeconds: 1 }, /^confirm → failed: .*1\.0 s/],
    ['a folder that is not there', 'ls', [], { directory: 'nowhere' }, /^not seen → run-ended failed files\/not-found/],
    ['a folder outside', 'ls', [], { directory: '../..' }, /^not seen → run-ended failed files\/outside-workspace/],
    ['terraform apply, round the gate', 'terraform', ['apply', '-auto-approve'], {}, /^deny → run-ended refused safety\/refused/],
  ] as const)('%s', async (_what, program, args, more, expected) => expect(await outcome(program, args, more)).toMatch(expected));
});

describe('it is proved by what was expected of it, and by nothing else', () => {
  const ended = async (script: string, more: Record<string, unknown>): Promise<unknown> => {
    const at = testHouse([run as unknown as Tool]);
    const events = await all(
      start(at, [{ id: 'r', tool: 'shell.run', input: { program: process.execPath, args: ['-e', script], ...more } }], {
        consent: async ({ plan }) => ok({ hash: plan.hash, by: 'test' }),
      }),
    );
    const end = events.at(-1)?.event;
    return end?.type === 'run-ended' ? [end.outcome, ...end.missing, ...end.unverified] : end;
  };
  test.each([
    ['nothing was expected', 'console.log("built")', {}, ['succeeded', 'r: done, not verified']],
    ['it is printed', 'console.log("built")', { expectOutput: 'built' }, ['succeeded']],
    ['it is printed to standard error', 'console.error("built")', { expectOutput: 'built' }, ['succeeded']],
    ['it is not printed', 'console.log("oops")', { expectOutput: 'built' }, ['failed', 'r: it did not print “built”']],
    [
      'it lies beyond what is kept',
      'console.log("x".repeat(400_000), "built", "x".repeat(400_000))',
      { expectOutput: 'built' },
      ['succeeded', 'r: done, not verified'],
    ],
    ['the file is there', 'require("fs").writeFileSync("app.js", "")', { expectFiles: ['app.js'] }, ['succeeded']],
    ['the file is a folder', 'require("fs").mkdirSync("app.js")', { expectFiles: ['app.js'] }, ['failed', 'r: app.js is not there']],
    ['the file lies outside', '', { expectFiles: ['../../etc/passwd'] }, ['failed', 'r: ../../etc/passwd is not there']],
  ])('%s', async (_what, script, more, expected) => expect(await ended(script, more)).toEqual(expected));
});

test('a NUL, an option as a program and a shell line are no input', () => {
  const problems = [{ program: '-x' }, { program: 'ls; id' }, { program: 'ls', args: ['a\0b'] }, { program: 'ls', shell: true }];
  expect(problems.filter((input) => run.input.safeParse(input).success)).toEqual([]);
});

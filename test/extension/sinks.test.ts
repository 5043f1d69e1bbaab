import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { FailureError } from '../../src/domain/failure/failure.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { canaries, canariesIn, leak, leakingFailure } from '../support/canaries.ts';
import { gives, testHouse, testTool } from '../support/house.ts';

/** All that went out of the window: where to, and what. */
const out: (readonly [string, string])[] = [];

// In the place of VS Code's own functions, as far as text leaves through them: each keeps what it is given.
vi.mock('vscode', () => {
  const says =
    (where: string) =>
    async (text: string): Promise<string | undefined> => {
      out.push([where, text]);
      return text.includes('press') ? 'Copy' : undefined;
    };
  const log = (where: string) => (text: unknown) => void out.push([where, text instanceof Error ? String(text.stack) : String(text)]);
  class Uri {
    readonly path: string;
    constructor(path: string) {
      this.path = path;
    }
    get fsPath(): string {
      return this.path;
    }
    static file = (path: string) => new Uri(path);
    static joinPath = (base: Uri, ...more: string[]) => new Uri(join(base.path, ...more));
  }
  class EventEmitter {
    event = () => ({ dispose() {} });
    fire() {}
    dispose() {}
  }
  let received: (data: unknown) => unknown = () => {};
  return {
    Uri,
    EventEmitter,
    CancellationError: class extends Error {},
    ViewColumn: { Active: 1 },
    CodeActionKind: { QuickFix: {}, SourceFixAll: { append: () => ({}) } },
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    ask: (data: unknown) => received(data),
    env: { clipboard: { writeText: async (text: string) => void out.push(['clipboard', text]) } },
    workspace: {
      isTrusted: true,
      workspaceFolders: [{ uri: new Uri('/w'), name: 'w' }],
      getWorkspaceFolder: () => undefined,
      asRelativePath: (uri: Uri) => uri.path,
      onDidGrantWorkspaceTrust: () => ({ dispose() {} }),
      fs: { writeFile: async ({ path }: Uri, bytes: Uint8Array) => void out.push([`file ${path}`, new TextDecoder().decode(bytes)]) },
    },
    commands: { executeCommand: async () => {} },
    window: {
      showInformationMessage: says('notification'),
      showWarningMessage: says('notification'),
      showErrorMessage: says('notification'),
      showQuickPick: async (items: readonly { readonly label: string }[]) => items.find(({ label }) => label === pick),
      showSaveDialog: async () => new Uri(`/w/${pick}`),
      createOutputChannel: () => ({ info: log('log'), warn: log('log'), error: log('log'), debug: log('log'), appendLine: log('log'), show() {} }),
      createWebviewPanel: () => ({
        reveal() {},
        dispose() {},
        onDidDispose: () => ({ dispose() {} }),
        webview: {
          asWebviewUri: (uri: Uri) => uri.path,
          cspSource: '',
          onDidReceiveMessage: (receive: (data: unknown) => unknown) => {
            received = receive;
          },
          postMessage: async (message: unknown) => void out.push(['panel', JSON.stringify(message)]),
        },
      }),
    },
  };
});

/** What is chosen where something is to be chosen. */
let pick = '';

const load = async () => {
  const { Shell } = await import('../../src/extension/shell.ts');
  const { clean } = await import('../../src/extension/report.ts');
  // As a tool of this window's house does.
  clean.hide('told', canaries.told);
  const vscode = (await import('vscode')) as unknown as { Uri: { file(path: string): never }; ask(data: unknown): unknown };
  const shell = new Shell({ extensionUri: vscode.Uri.file('/nimbus'), workspaceState: {} } as never);
  out.length = 0;
  return { shell, ask: vscode.ask };
};

const finding: Finding = {
  rule: 'aws-s3-versioning',
  severity: 'high',
  file: 'main.tf',
  line: 1,
  column: 1,
  endLine: 2,
  endColumn: 1,
  resource: leak,
  message: leak,
  fixable: true,
  also: [],
  fix: [{ file: 'main.tf', line: 1, column: 1, endLine: 2, endColumn: 1, text: leak }],
};
const scan = { files: 1, findings: [finding], suppressed: [], notes: [leak], fixed: 0, elapsedMs: 1 };

/** The best practices of a window, as far as a report of them needs. */
const practices = (shell: unknown) => ({
  shell,
  onChanged: () => ({ dispose() {} }),
  told: () => [{ root: '/w', path: 'main.tf', found: finding }],
  findings: { roots: ['/w'], report: () => scan },
  files: 1,
  rules: [],
  trend: { points: [] },
  ask: async (kind: string, { format, report }: { readonly format: 'sarif'; readonly report: typeof scan }) =>
    kind === 'report' ? (await import('../../src/rules/report/formats.ts')).reportAs(format, report, [], '1.0.0') : undefined,
});

type World = Awaited<ReturnType<typeof load>>;
const cut = { titles: ['a'], cells: [[leak]], records: [{ a: leak, password: canaries.password, deep: { kind: 'Secret', data: { value: canaries.secret } } }] };

/** Each way out of a window with everything in it that must not leave. */
const ways: Readonly<Record<string, (world: World) => unknown>> = {
  'the log, by whoever writes to it': ({ shell: { log } }) => {
    log.info(leak);
    log.warn(leak, leak);
    log.error(new Error(leak));
    log.debug(leak);
    log.appendLine(leak);
  },
  'a failure that is reported': async ({ shell }) => (await import('../../src/extension/report.ts')).report(shell, leak, new FailureError(leakingFailure)),
  'a fault that is reported': async ({ shell }) => (await import('../../src/extension/report.ts')).report(shell, leak, new Error(leak)),
  'a notification': async () => (await import('../../src/extension/report.ts')).notify('info', leak),
  'a failure that is explained, and copied': async ({ shell }) =>
    (await import('../../src/extension/infrastructure/explain.ts')).explain(shell, { ...leakingFailure, fix: `press ${leak}` }),
  'what a panel wants copied, or could not read': async ({ shell }) => {
    const { answerCommon } = await import('../../src/extension/panels/panel.ts');
    await answerCommon(shell, { type: 'copy', text: leak });
    await answerCommon(shell, { type: 'misunderstood', problem: leak });
  },
  'rows of a table, copied': async () => {
    const { copyRows } = await import('../../src/extension/table/export.ts');
    for (const form of ['text', 'csv', 'json'] as const) await copyRows(form, cut);
  },
  'rows of a table, exported': async () => {
    const { exportRows } = await import('../../src/extension/table/export.ts');
    for (pick of ['CSV', 'JSON']) await exportRows('/w', 'table', cut);
  },
  'what a line of the tree copies': async ({ shell }) => {
    const { act } = await import('../../src/extension/infrastructure/act.ts');
    await act(shell, 'nimbus.x' as never, { folder: { uri: { fsPath: '/w' }, name: 'w' }, branch: { actions: { 'nimbus.x': { copy: leak } } } } as never);
  },
  'a report of best practices, exported': async ({ shell }) => {
    const { exportReport } = await import('../../src/extension/rules/export.ts');
    for (pick of ['Markdown', 'SARIF', 'HTML', 'JUnit']) await exportReport(practices(shell) as never);
  },
  'the panel of that report': async ({ shell, ask }) => {
    (await import('../../src/extension/rules/report-panel.ts')).showReport(practices(shell) as never);
    await ask({ type: 'ready', protocol: 1 });
  },
  'a table whose tool fails': async ({ shell, ask }) => {
    const fails = testTool('t.fails', { run: async () => ({ ok: false, failure: leakingFailure, undo: 'nothing-changed' }) });
    const house = testHouse([fails, testTool('t.gives', gives({}))]);
    vi.spyOn(shell, 'runtime').mockResolvedValue({ house } as never);
    const { openTable } = await import('../../src/extension/panels/table.ts');
    house.redactor.hide('told', canaries.told);
    await openTable(shell, { folder: house.folder, tool: 't.fails', input: {}, title: 'T' });
    await ask({ type: 'ready', protocol: 1 });
    await expect.poll(() => out.some(([, text]) => text.includes('"type":"failed"'))).toBe(true);
  },
};

describe('no canary leaves a window through', () => {
  test.each(Object.keys(ways))('%s', async (name) => {
    const world = await load();
    onTestFinished(() => {
      out.length = 0;
    });
    await ways[name]?.(world);
    expect(out.flatMap(([where, text]) => canariesIn(where, text))).toEqual([]);
    // And it is not for want of anything to say.
    expect(out.map(([, text]) => text).join('\n')).toMatch(/<secret:|&lt;secret:/);
  });

  test('and what was exported as a document is one still', async () => {
    const { shell } = await load();
    pick = 'SARIF';
    await (await import('../../src/extension/rules/export.ts')).exportReport(practices(shell) as never);
    pick = 'JSON';
    await (await import('../../src/extension/table/export.ts')).exportRows('/w', 'table', cut);
    expect(out.map(([where, text]) => [where, Object.keys(JSON.parse(text))])).toEqual([
      ['file /w/SARIF', ['$schema', 'version', 'runs']],
      ['file /w/JSON', ['0']],
    ]);
  });
});

const cleaned = 'cleaned there; above';
const byEvents = 'shows events, which are cleaned where they are recorded: test/session/canary.test.ts';
const screen = 'cleaned there: test/session/canary.test.ts';
const own = 'a sentence of ours, with names at most';
const theirs = 'what this person typed or has in a file, where they want it';

/** Every place in which text leaves the runtime, and why no secret does. */
const places: Readonly<Record<string, string>> = {
  'cli/commands/plan.ts writeWhole': 'a plan a person asked for, to be run: with its inputs as they are',
  'cli/commands/rollback.ts writeWhole': 'a plan made of what the journal kept, which is cleaned',
  'cli/consent.ts writeWhole': 'the plan that waits for an approval elsewhere, with its inputs as they are: docs/safety.md',
  'cli/house.ts process.stderr.write': 'cleaned there',
  'cli/main.ts process.stderr.write': own,
  'cli/output.ts process.stderr.write': own,
  'cli/output.ts process.stdout.write': screen,
  'cli/screen.ts process.stderr.write': screen,
  'cli/screen.ts process.stdout.write': screen,
  'extension/dashboard/export.ts fs.writeFile(': byEvents,
  'extension/infrastructure/act.ts clipboard.writeText': cleaned,
  'extension/infrastructure/answers.ts showWarningMessage': own,
  'extension/infrastructure/explain.ts clipboard.writeText': cleaned,
  'extension/infrastructure/forwards.ts clipboard.writeText': 'an address on this machine',
  'extension/panels/dashboard.ts webview.postMessage': byEvents,
  'extension/panels/panel.ts clipboard.writeText': cleaned,
  'extension/panels/questionnaire.ts showWarningMessage': own,
  'extension/panels/questionnaire.ts webview.postMessage': theirs,
  'extension/panels/run.ts webview.postMessage': `notices are cleaned there; otherwise ${byEvents}`,
  'extension/panels/table.ts webview.postMessage': 'what a look gave, and failures: cleaned; above',
  'extension/panels/tfplan.ts clipboard.writeText': 'cleaned there',
  'extension/panels/tfplan.ts webview.postMessage': 'cleaned there: test/extension/tfplan',
  'extension/policy/accept.ts showWarningMessage': 'rules of a policy, to be judged word for word',
  'extension/policy/commands.ts writeWhole': own,
  'extension/profiles/exchange.ts fs.writeFile(': theirs,
  'extension/questionnaire/exchange.ts fs.writeFile(': theirs,
  'extension/report.ts showErrorMessage': cleaned,
  'extension/report.ts showInformationMessage': cleaned,
  'extension/report.ts showWarningMessage': cleaned,
  'extension/rules/export.ts fs.writeFile(': cleaned,
  'extension/rules/report-panel.ts webview.postMessage': cleaned,
  'extension/rules/suppress.ts showInformationMessage': own,
  'extension/rules/worker/cache.ts writeFile(': 'kept for this user alone, and read by us alone',
  'extension/runs/answer.ts clipboard.writeText': 'the id of a run',
  'extension/runs/change-answers.ts showWarningMessage': own,
  'extension/runs/choose.ts showInformationMessage': own,
  'extension/shell.ts createOutputChannel': cleaned,
  'extension/table/export.ts clipboard.writeText': cleaned,
  'extension/table/export.ts fs.writeFile(': cleaned,
  'extension/tfplan/open.ts showInformationMessage': own,
  'host/accepted-policies.ts writeWhole': 'hashes',
  'host/profiles.ts writeFile(': theirs,
  'host/settings.ts writeWhole': theirs,
};

const leaves =
  /clipboard\.writeText|createOutputChannel|show(?:Information|Warning|Error)Message|webview\.postMessage|process\.std(?:out|err)\.write|console\.\w+\(|fs\.writeFile\(|\b(?:append|write)File\(|(?<=await )writeWhole/g;
/** Rooms that reach the world through what they are given, or say nothing to anybody. */
const others = /^(base|domain|generators|machine|planner|rules|tools)\//;

test('these are all the places there are: who adds one says how it is kept clean', () => {
  const src = resolve(import.meta.dirname, '../../src');
  const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !others.test(path))
    .flatMap((path) => [...readFileSync(join(src, path), 'utf8').matchAll(leaves)].map(([sink]) => `${path} ${sink}`));
  expect([...new Set(found)].sort()).toEqual(Object.keys(places).sort());
});

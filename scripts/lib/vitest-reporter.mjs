import { renameSync, writeFileSync } from 'node:fs';

/**
 * One line a test file as it ends, failures with their difference, and the totals as JSON in the file NIMBUS_TEST_TOTALS
 * names: `{ passed, failures: [{ name, output }], skipped: [{ name, reason }], second: [{ name, output }], clean: [{ file, tests }],
 * running: [file], ended }`, `second` being what passed at its second try, with what went wrong first, and `clean` the files in
 * which all tests passed at once. They are written as each file begins and ends: of a run that is cut off, what it found is known. Vitest
 * loads it by path and wants a default export.
 */
// biome-ignore lint/style/noDefaultExport: Vitest takes a reporter from a file's default export.
export default class Lines {
  totals = { passed: 0, failures: [], skipped: [], second: [], clean: [], running: [], ended: false };

  onTestModuleStart(module) {
    this.totals.running.push(module.relativeModuleId);
    this.#write();
  }

  onTestModuleEnd(module) {
    const tests = [...module.children.allTests()];
    const failed = tests.filter((test) => test.result().state === 'failed');
    const broken = module.errors().concat([...module.children.allSuites()].flatMap((suite) => suite.errors()));
    const seconds = (module.diagnostic().duration / 1000).toFixed(1);
    const mark = failed.length + broken.length > 0 ? '✗' : '✓';
    print(`${mark} ${module.relativeModuleId}  ${tests.length} tests, ${seconds} s`);

    if (tests.length > 0 && broken.length === 0 && tests.every((test) => test.result().state === 'passed' && !test.diagnostic()?.flaky))
      this.totals.clean.push({ file: module.relativeModuleId, tests: tests.length });
    for (const test of tests) this.#count(module, test);
    for (const error of broken) this.#fail(module.relativeModuleId, [error]);
    this.totals.running = this.totals.running.filter((file) => file !== module.relativeModuleId);
    this.#write();
  }

  #count(module, test) {
    const { state, errors, note } = test.result();
    const name = `${module.relativeModuleId} > ${test.fullName}`;
    if (state === 'passed') {
      this.totals.passed += 1;
      if (test.diagnostic()?.flaky) this.#second(name, errors ?? []);
    } else if (state === 'failed') this.#fail(name, errors);
    else this.totals.skipped.push({ name, reason: note ?? 'skipped in the test file without a reason' });
  }

  #second(name, errors) {
    const output = told(errors);
    this.totals.second.push({ name, output });
    print(`↻ ${name}, passed at the second try\n${output.replace(/^(?=.)/gm, '    ')}`);
  }

  #fail(name, errors) {
    const output = told(errors);
    this.totals.failures.push({ name, output });
    print(`✗ ${name}\n${output.replace(/^(?=.)/gm, '    ')}`);
  }

  onTestRunEnd(_modules, unhandled) {
    for (const error of unhandled) this.#fail('an error outside every test', [error]);
    this.totals.ended = true;
    this.#write();
  }

  #write() {
    const path = process.env.NIMBUS_TEST_TOTALS;
    if (!path) return;
    // In one go: whoever cuts the run off reads all of it or what was there before.
    writeFileSync(`${path}.new`, JSON.stringify(this.totals));
    renameSync(`${path}.new`, path);
  }
}

/** Of two tries that went wrong alike, once. */
const told = (errors) => [...new Set(errors.map((error) => [error.message, error.diff, firstFrames(error)].filter(Boolean).join('\n')))].join('\n');
const print = (text) => process.stdout.write(`${text}\n`);
const firstFrames = (error) =>
  (error.stacks ?? [])
    .slice(0, 3)
    .map(({ file, line, column }) => `at ${file}:${line}:${column}`)
    .join('\n') || error.stack;

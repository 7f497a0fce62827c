/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { run } from './run.mjs';
import { step } from './say.mjs';

/** Counts what passed and failed over several suites, and prints the closing line. */
export class Tally {
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  #failures = [];

  /** A command that is right or wrong as a whole: a linter, a compiler. */
  async check(name, command, options = {}) {
    step(name);
    const { code, output } = await run(command, options);
    if (code === 0) {
      this.#passed += 1;
    } else {
      this.#failed += 1;
      this.#failures.push(name);
      process.stdout.write(
        `${output.slice(-20_000)}\n${name}: exit code ${code}\n`,
      );
    }
  }

  /** Jest, whose counts are read from its JSON report. */
  async jest(name, command, options = {}) {
    step(name);
    const report = join(tmpdir(), `tally-${process.pid}-${this.#passed}.json`);
    const { code } = await run([...command, '--json', '--outputFile', report], {
      ...options,
      show: true,
    });
    try {
      const {
        numPassedTests,
        numFailedTests,
        numPendingTests,
        numFailedTestSuites,
        numFailedTests: failed,
      } = JSON.parse(readFileSync(report, 'utf8'));
      this.add(name, {
        passed: numPassedTests,
        failed: numFailedTests,
        skipped: numPendingTests,
      });
      // A suite that does not even load has no failed test.
      if (failed === 0 && (numFailedTestSuites > 0 || code !== 0))
        this.add(name, { failed: Math.max(1, numFailedTestSuites) });
    } catch {
      this.add(name, { failed: 1 });
    } finally {
      rmSync(report, { force: true });
    }
  }

  /** Files of Node's own test runner. */
  async nodeTest(name, files, options = {}) {
    step(name);
    const report = join(tmpdir(), `tally-${process.pid}-${this.#passed}.tap`);
    const { code } = await run(
      [
        process.execPath,
        '--test',
        '--test-concurrency=1',
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        '--test-reporter=tap',
        `--test-reporter-destination=${report}`,
        ...files,
      ],
      { ...options, show: true },
    );
    try {
      const text = readFileSync(report, 'utf8');
      const count = word =>
        Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
      const failed = count('fail') + count('cancelled');
      this.add(name, {
        passed: count('pass'),
        failed: code !== 0 && failed === 0 ? 1 : failed,
        skipped: count('skipped') + count('todo'),
      });
    } catch {
      this.add(name, { failed: 1 });
    } finally {
      rmSync(report, { force: true });
    }
  }

  /** Adds counts of a suite. */
  add(name, { passed = 0, failed = 0, skipped = 0 }) {
    this.#passed += passed;
    this.#failed += failed;
    this.#skipped += skipped;
    if (failed > 0) this.#failures.push(name);
  }

  /** Prints the closing line and returns the exit code; nothing run is a failure too. */
  close() {
    for (const name of this.#failures)
      process.stdout.write(`failed: ${name}\n`);
    process.stdout.write(
      `${this.#passed} passed, ${this.#failed} failed${
        this.#skipped ? `, ${this.#skipped} skipped` : ''
      }\n`,
    );
    return this.#failed > 0 || this.#passed === 0 ? 1 : 0;
  }
}

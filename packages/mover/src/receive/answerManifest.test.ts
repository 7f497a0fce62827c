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

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ManifestParameters } from '../verify/ManifestParameters';
import {
  answerManifest,
  MANIFEST_PIPE,
  MANIFEST_REQUEST,
} from './answerManifest';

jest.setTimeout(60_000);

const PARAMETERS: ManifestParameters = {
  version: 2,
  algorithm: 'sha256',
  seed: 'aa',
  share: 1,
  block: 4096,
  nanoseconds: true,
  owner: true,
  userXattrsOnly: false,
  lacks: [],
  attributes: false,
  wholeFiles: false,
  filters: { include: [], exclude: [] },
};

describe('answerManifest', () => {
  let dir: string;
  let dataDir: string;
  const children: ChildProcess[] = [];
  const complaints: string[] = [];

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'answer-'));
    dataDir = join(dir, 'data');
    mkdirSync(dataDir);
    complaints.splice(0);
  });
  afterEach(() => {
    children.splice(0).forEach(child => child.kill('SIGKILL'));
    rmSync(dir, { recursive: true, force: true });
  });

  /** A process for the other end of the pipe, its pid the name. */
  function reader(script: string): ChildProcess & { pid: number } {
    const child = spawn(
      'sh',
      ['-c', `read -r _; pipe=${MANIFEST_PIPE}$$; ${script}`],
      { cwd: dir },
    );
    children.push(child);
    execFileSync('mkfifo', [join(dir, `${MANIFEST_PIPE}${child.pid}`)]);
    child.stdin.write('go\n');
    return child as ChildProcess & { pid: number };
  }

  function answer(pid: number, parameters: object): Promise<void> {
    writeFileSync(
      join(dir, `${MANIFEST_REQUEST}${pid}`),
      `${JSON.stringify(parameters)}\n`,
    );
    return answerManifest({
      pid,
      dataDir,
      runDir: dir,
      signal: new AbortController().signal,
      onComplaint: message => complaints.push(message),
    });
  }

  /** Files that stayed, and complaints. */
  function left(pid: number): string[] {
    return [MANIFEST_PIPE, MANIFEST_REQUEST]
      .map(name => `${name}${pid}`)
      .filter(name => existsSync(join(dir, name)))
      .concat(complaints);
  }

  it('writes all of it, though the reader comes late', async () => {
    for (let i = 0; i < 1500; i += 1) {
      writeFileSync(join(dataDir, `a name that fills the pipe ${i}`), `${i}`);
    }
    const child = reader('sleep 0.3; exec cat "$pipe"');
    let text = '';
    child.stdout?.on('data', chunk => {
      text += chunk;
    });
    const closed = once(child, 'close');
    await answer(child.pid, PARAMETERS);
    await closed;
    const lines = text.split('\n');
    expect(lines).toHaveLength(1502);
    expect(lines.slice(-2)).toEqual(['.end', '']);
    expect(left(child.pid)).toEqual([]);
  });

  it('says what it does not understand', async () => {
    const child = reader('exec cat "$pipe"');
    const text = once(child.stdout!, 'data');
    await answer(child.pid, { ...PARAMETERS, version: 0 });
    expect(String(await text)).toMatch(/^\.error "The sender asks/);
    expect(left(child.pid)).toEqual([]);
  });

  it('ends when the reader is gone before it has opened the pipe', async () => {
    const child = reader('exit');
    await once(child, 'close');
    await answer(child.pid, PARAMETERS);
    expect(left(child.pid)).toEqual([]);
  });

  it('ends when the reader is gone in the middle', async () => {
    for (let i = 0; i < 1500; i += 1) {
      writeFileSync(join(dataDir, `a name that fills the pipe ${i}`), `${i}`);
    }
    const child = reader('exec head -c 1 "$pipe"');
    await answer(child.pid, PARAMETERS);
    expect(left(child.pid)).toEqual([]);
  });
});

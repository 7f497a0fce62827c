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

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SandboxCluster } from '../SandboxCluster';
import { ConformanceTarget } from './ApiClient';
import { conformanceSuite } from './conformanceSuite';

jest.setTimeout(180_000);

const SHELL_IMAGE =
  process.env.SANDBOX_CONFORMANCE_SHELL_IMAGE ?? 'local/busybox:1';
const kubeconfig = process.env.SANDBOX_CONFORMANCE_KUBECONFIG;

let target: ConformanceTarget;
let cluster: SandboxCluster | undefined;
let directory: string | undefined;

beforeAll(async () => {
  if (kubeconfig) {
    target = fromKubeconfig(kubeconfig);
    return;
  }
  directory = mkdtempSync(join(tmpdir(), 'sandbox-conformance-'));
  cluster = await SandboxCluster.start({
    name: 'conformance',
    directory,
    persist: false,
    images: { [SHELL_IMAGE]: { command: ['sh'] } },
  });
  target = {
    server: cluster.url,
    caPem: cluster.caPem,
    token: cluster.token,
    shellImage: SHELL_IMAGE,
    serverCommand: [
      process.execPath,
      '-e',
      'require("node:net").createServer(s => s.end("hello")).listen(8080, process.env.POD_IP)',
    ],
  };
});

afterAll(async () => {
  await cluster?.stop();
  if (directory) rmSync(directory, { recursive: true, force: true });
});

function fromKubeconfig(file: string): ConformanceTarget {
  const config = parse(readFileSync(file, 'utf8'));
  const [{ cluster: entry }] = config.clusters;
  const [{ user }] = config.users;
  return {
    server: entry.server,
    caPem: Buffer.from(
      entry['certificate-authority-data'],
      'base64',
    ).toString(),
    token: user.token,
    shellImage: SHELL_IMAGE,
    serverCommand: [
      'sh',
      '-c',
      'while true; do echo hello | nc -l -p 8080; done',
    ],
  };
}

describe(`conformance of ${
  kubeconfig ? 'a real cluster' : 'the sandbox'
}`, () => {
  conformanceSuite(() => target);
});

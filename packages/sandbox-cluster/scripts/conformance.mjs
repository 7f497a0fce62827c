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

// Runs the conformance suite against a real cluster: node scripts/conformance.mjs --kubeconfig <file> [--image <name>]
// The kubeconfig needs a token; the image (default: local/busybox:1) has to be on the node and have sh, nc and stat.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { kubeconfig: { type: 'string' }, image: { type: 'string' } },
});
if (!values.kubeconfig) {
  process.stderr.write('Say which cluster: --kubeconfig <file>\n');
  process.exit(2);
}
const { status } = spawnSync(
  fileURLToPath(
    new URL('../../../node_modules/.bin/backstage-cli', import.meta.url),
  ),
  ['package', 'test', '--watch=false', 'src/conformance'],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
    env: {
      ...process.env,
      SANDBOX_CONFORMANCE_KUBECONFIG: resolve(values.kubeconfig),
      ...(values.image
        ? { SANDBOX_CONFORMANCE_SHELL_IMAGE: values.image }
        : {}),
    },
  },
);
process.exit(status ?? 1);

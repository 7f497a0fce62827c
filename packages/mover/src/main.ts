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

import { BLOCK_DIGESTS_COMMAND, BLOCKS_COMMAND } from './blocks/blockProtocol';
import { REMOTE_SHELL_COMMAND } from './tunnel/remoteShellCommand';

// Each of them is started for each volume: loading what it does not need takes longer than its work on a small one.
if (process.argv[2] === REMOTE_SHELL_COMMAND) {
  import('./tunnel/remoteShell').then(
    ({ parseRemoteShellArguments, remoteShell }) =>
      remoteShell({
        ...parseRemoteShellArguments(process.argv.slice(3)),
        exit: code => process.exit(code),
      }),
  );
} else if (
  process.argv[2] === BLOCKS_COMMAND ||
  process.argv[2] === BLOCK_DIGESTS_COMMAND
) {
  import('./blocks/serveBlocks')
    .then(({ serveBlocks }) =>
      serveBlocks(process.argv.slice(2), process.stdin, process.stdout),
    )
    .then(code => process.stdout.write('', () => process.exit(code)));
} else {
  import('./cli/runMover').then(({ runMover }) => runMover());
}

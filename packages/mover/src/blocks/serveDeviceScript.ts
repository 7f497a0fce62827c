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

import { quote } from '../process/quote';
import { END_OLD_SESSIONS } from '../receive/endOldSessions';
import { DONE_FILE } from '../receive/serveScript';
import type { ReceiverHello } from '../tunnel/hello';
import { BLOCK_DIGESTS_COMMAND, BLOCKS_COMMAND } from './blockProtocol';

/**
 * What `serveScript` is for a volume with a file system, for a raw device: `hello` and `done`, and this program for the device's
 * blocks and their digests.
 */
export function serveDeviceScript(options: {
  dataDir: string;
  hello: Omit<ReceiverHello, 'empty'>;
  /** The words that start this program. */
  mover: string[];
}): string {
  const mover = options.mover.map(quote).join(' ');
  return `set -f
LC_ALL=C
export LC_ALL
DATA=${quote(options.dataDir)}
IFS= read -r line || exit 1

${END_OLD_SESSIONS}
case $line in
  hello)
    printf '%s %s %s\\n' - used ${quote(JSON.stringify(options.hello))}
    exit 0 ;;
  'done '*)
    printf '%s\\n' "\${line#done }" >${DONE_FILE}.new && mv ${DONE_FILE}.new ${DONE_FILE} && echo ok
    exit 0 ;;
  '${BLOCK_DIGESTS_COMMAND} '*)
    echo "mover: manifest $$" >&2
    exec setsid ${mover} ${BLOCK_DIGESTS_COMMAND} "$DATA" "\${line#${BLOCK_DIGESTS_COMMAND} }" ;;
  '${BLOCKS_COMMAND} '*)
    end_old "--device=$DATA"
    echo "mover: session $$" >&2
    exec setsid ${mover} ${BLOCKS_COMMAND} "$DATA" "\${line#${BLOCKS_COMMAND} }" "--device=$DATA" ;;
  *) echo 'mover: refused an unknown request' >&2; exit 1 ;;
esac
`;
}

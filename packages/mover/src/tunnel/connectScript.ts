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

/**
 * The shell script that rsync runs as its remote shell: it sends rsync's server command as the first line of the
 * connection and then carries rsync's data. The connection is file descriptor 3, a socket to stunnel. When the receiver
 * ends it, the script ends, and with it rsync.
 *
 * It has to be a socket: on a pipe, stunnel blocks in reading and forgets what it has to write.
 */
export function connectScript(): string {
  return `shift 2
printf 'rsync %s\\n' "$*" >&3
exec 4<&0
cat <&4 >&3 &
exec cat <&3
`;
}

/** Runs rsync so that its remote shell finds the connection, our standard input, as file descriptor 3. */
export const RSYNC_WITH_CONNECTION = 'exec 3<&0 0</dev/null; exec rsync "$@"';

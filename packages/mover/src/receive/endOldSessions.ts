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
 * Shell: `end_old WORD…` ends the sessions of this pod that have one of the words in their command line.
 *
 * A session whose network died may still be there. It would put its unfinished file into place when it ends, perhaps over
 * a file that the new session has finished: it must be gone before the new one starts.
 */
export const END_OLD_SESSIONS = `find_old() {
  set +f
  old=
  for file in $(printf '%s\\n' "$@" | grep -lzxF -f - /proc/[0-9]*/cmdline 2>/dev/null); do
    file=\${file%/cmdline}
    old="$old \${file#/proc/}"
  done
  set -f
}
end_old() {
  tries=0
  find_old "$@"
  while [ -n "$old" ]; do
    if [ $tries -lt 50 ]; then kill -TERM $old 2>/dev/null
    elif [ $tries -lt 100 ]; then kill -KILL $old 2>/dev/null
    else echo 'mover: an earlier session does not end' >&2; exit 1; fi
    tries=$((tries + 1))
    sleep 0.1
    find_old "$@"
  done
}
`;

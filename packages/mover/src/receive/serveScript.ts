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

import { TEMP_DIR } from '../filter/excluded';
import type { ReceiverHello } from '../tunnel/hello';
import { RECORD_BYTES } from '../stream/ArchiveOutput';
import { quote } from '../process/quote';
import { MANIFEST_COMMAND } from '../verify/manifestCommand';
import { MANIFEST_PIPE, MANIFEST_REQUEST } from './answerManifest';
import { END_OLD_SESSIONS } from './endOldSessions';

/** The name of the file in `--run` with the sender's last word. */
export const DONE_FILE = 'done';

/**
 * The shell script that stunnel runs for each connection that has proved itself. It reads one line from the connection:
 *
 * - `hello` is answered with the free space in KiB and who the receiver is;
 * - `linked …` is answered with whether a file larger than so many KiB has several names here;
 * - `rsync …` becomes the rsync server for our own volume, whatever folder was named;
 * - `manifest …` is answered with what the receiver writes into a named pipe: what our own volume holds. It runs already, and
 *   another process of its kind would take longer to start than to read a small volume;
 * - `done …` is kept for the receiver, which then ends.
 *
 * rsync runs as `--server`, not as a daemon: a daemon without chroot (and chroot needs a privilege that many clusters do
 * not give) rewrites symbolic links that point out of the volume. The options are a list of what we use ourselves, so
 * that not even the holder of the certificate can read files or write elsewhere.
 */
export function serveScript(options: {
  dataDir: string;
  hello: Omit<ReceiverHello, 'empty'>;
  /** Path of GNU tar, with which archives are unpacked. */
  tar?: string;
}): string {
  const tempDir = `${options.dataDir.replace(/\/$/, '')}/${TEMP_DIR}`;
  return `set -f
LC_ALL=C
export LC_ALL
DATA=${quote(options.dataDir)}
TEMP=${quote(tempDir)}
IFS= read -r line || exit 1

${END_OLD_SESSIONS}
case $line in
  hello)
    free=$(df -Pk "$DATA" 2>/dev/null | { read -r _; read -r _ _ _ free _; echo "$free"; })
    # the volume may be full of names: one is enough
    names=$(find "$DATA" -mindepth 1 -maxdepth 1 ! -path "$TEMP" ! -path "$DATA/lost+found" -print 2>/dev/null | head -c 1)
    [ -n "$names" ] && state=used || state=empty
    printf '%s %s %s\\n' "\${free:--}" $state ${quote(
      JSON.stringify(options.hello),
    )}
    exit 0 ;;
  'linked '*)
    size=\${line#linked }
    case $size in ''|*[!0-9]*) echo 'mover: refused an unknown request' >&2; exit 1 ;; esac
    # what cannot be looked at may have them
    found=$(find "$DATA" -type f -links +1 -size "+\${size}k" -exec echo found \\; 2>&1 | head -c 1)
    [ -n "$found" ] && echo linked || echo alone
    exit 0 ;;
  'done '*)
    printf '%s\\n' "\${line#done }" >${DONE_FILE}.new && mv ${DONE_FILE}.new ${DONE_FILE} && echo ok
    exit 0 ;;
  '${MANIFEST_COMMAND} '*)
    mkfifo "${MANIFEST_PIPE}$$" || exit 1
    printf '%s\\n' "\${line#${MANIFEST_COMMAND} }" >"${MANIFEST_REQUEST}$$" || exit 1
    echo "mover: manifest $$" >&2
    exec setsid cat "${MANIFEST_PIPE}$$" ;;
  'unpack owner plain'|'unpack owner zstd'|'unpack noowner plain'|'unpack noowner zstd')
    ${options.tar ? '' : "echo 'mover: no GNU tar here' >&2; exit 1"}
    set -- ${quote(
      options.tar ?? 'tar',
    )} --extract --file=- --blocking-factor=${
    RECORD_BYTES / 512
  } --numeric-owner --preserve-permissions --delay-directory-restore "--directory=$DATA"
    case $line in *' owner '*) set -- "$@" --same-owner ;; *) set -- "$@" --no-same-owner ;; esac
    case $line in *zstd) set -- "$@" --use-compress-program=zstd ;; esac
    # its own kind may come several at a time
    end_old "--temp-dir=$TEMP"
    # folders get their rights from rsync, at the end
    umask 077
    echo "mover: session $$" >&2
    exec setsid /bin/sh -c '"$@"; echo "unpacked $?"' sh "$@" ;;
  'rsync --server '*' . data') ;;
  *) echo 'mover: refused an unknown request' >&2; exit 1 ;;
esac

line=\${line#rsync }
set -- \${line% . data}
for argument; do
  case $argument in
    --server|--partial|--inplace|--existing|--numeric-ids|--no-msgs2stderr|-@-1|--delete|--delete-before|--delete-during|--delete-delay|--delete-after|--compress-choice=zstd|--compress-level=[0-9]) ;;
    --timeout=*|--bwlimit=*|--checksum-choice=*|--info=*|--log-format=*)
      case \${argument#*=} in *[!a-zA-Z0-9.,%]*) echo "mover: refused $argument" >&2; exit 1 ;; esac ;;
    --*) echo "mover: refused $argument" >&2; exit 1 ;;
    -*e.*)
      case \${argument%%e.*} in -*[!vlHogDtpAXrScOWq]*) echo "mover: refused $argument" >&2; exit 1 ;; esac ;;
    *) echo "mover: refused $argument" >&2; exit 1 ;;
  esac
done

end_old "--temp-dir=$TEMP" "--directory=$DATA"
cd "$DATA" || exit 1
echo "mover: session $$" >&2
exec setsid rsync "$@" "--temp-dir=$TEMP" . "$DATA"
`;
}

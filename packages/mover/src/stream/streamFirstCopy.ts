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

import type { Reporter } from '../output/Reporter';
import { gnuTar } from '../process/gnuTar';
import { findProgram } from '../process/findProgram';
import type { VolumeScan } from '../send/scanVolume';
import type { ReceiverHello } from '../tunnel/hello';
import type { FileList } from './FileLists';
import type { ArchiveProgress } from './ArchiveOutput';
import { sendArchive } from './sendArchive';

/** As many lists are made; as many streams are worth it where each waits for its acknowledgements. */
export const MOST_STREAMS = 4;
const NEAR_STREAMS = 2;
/** With less to bring, rsync alone is as fast. */
const LEAST_FILES = 200;
const LEAST_BYTES = 8 * 1024 * 1024;
/** In milliseconds: from here on one connection does not fill the line. */
const FAR = 5;

/** What the first copy came to. */
export interface FirstCopy extends ArchiveProgress {
  streams: number;
}

/**
 * Fills an empty target from several archives at once, which wait for nobody: neither a round trip nor a file list is
 * between two files. rsync comes after it in any case, brings what is not a regular file, what did not arrive and what was
 * changed meanwhile, and sets what an archive has not: so nothing here needs to succeed.
 *
 * @returns what has arrived; `undefined` when there is nothing to fill, no room, or a limit to keep
 */
export async function streamFirstCopy(options: {
  lists: FileList[];
  scan: VolumeScan;
  hello: ReceiverHello;
  freeBytes?: number;
  /** To the receiver and back, where it is known. */
  roundTripMs: number | undefined;
  noOwner: boolean;
  compress: boolean;
  bandwidthLimit?: number;
  dataDir: string;
  runDir: string;
  ioTimeout: number;
  signal: AbortSignal;
  reporter: Reporter;
  onProgress(progress: ArchiveProgress): void;
}): Promise<FirstCopy | undefined> {
  const { lists, scan, hello, freeBytes, compress, reporter } = options;
  // rsync says best what is too much, and only rsync can go slowly
  const tooMuch = freeBytes !== undefined && freeBytes < scan.allocatedBytes;
  const little = scan.files < LEAST_FILES && scan.bytes < LEAST_BYTES;
  if (
    !lists.length ||
    !hello.empty ||
    !hello.archives ||
    options.bandwidthLimit ||
    tooMuch ||
    little ||
    (compress && (!hello.zstd || !findProgram('zstd')))
  ) {
    return undefined;
  }
  const tar = gnuTar();
  if (!tar) {
    return undefined;
  }
  const ms = options.roundTripMs;
  const streams = ms === undefined || ms >= FAR ? MOST_STREAMS : NEAR_STREAMS;
  const chosen = merge(lists, streams);
  const request = [
    'unpack',
    options.noOwner ? 'noowner' : 'owner',
    compress ? 'zstd' : 'plain',
  ].join(' ');
  const progress = chosen.map(() => ({ files: 0, bytes: 0 }));
  const results = await Promise.all(
    chosen.map(list =>
      sendArchive({
        ...options,
        tar,
        list,
        request,
        onProgress: part => {
          progress[chosen.indexOf(list)] = part;
          options.onProgress(sum(progress));
        },
      }),
    ),
  );
  const total = { ...sum(results), streams: chosen.length };
  const cause = results.find(result => result.cause)?.cause;
  reporter.log(
    cause ? 'warn' : 'info',
    cause
      ? `Not all of the first copy arrived as a stream (${cause}); rsync brings the rest`
      : `The target was empty: ${total.files} files came in ${total.streams} streams`,
  );
  return total;
}

/** Puts lists together until there are no more than so many. */
function merge(lists: FileList[], most: number): FileList[] {
  const merged: FileList[] = [];
  lists.forEach((list, i) => {
    const other = merged[i % most];
    merged[i % most] = other
      ? {
          names: [...other.names, ...list.names],
          files: other.files + list.files,
          bytes: other.bytes + list.bytes,
        }
      : list;
  });
  return merged;
}

function sum(parts: ArchiveProgress[]): ArchiveProgress {
  return parts.reduce(
    (total, { files, bytes }) => ({
      files: total.files + files,
      bytes: total.bytes + bytes,
    }),
    { files: 0, bytes: 0 },
  );
}

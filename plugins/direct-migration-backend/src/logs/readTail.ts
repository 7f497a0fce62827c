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

import type { ClusterClient } from '../kubernetes/ClusterClient';

/** The kubelet writes longer lines in pieces, each of which counts as a line. */
const LONGEST_PIECE = 16 * 1024;

/**
 * The last lines of a container's log.
 *
 * The limit in bytes of the Kubernetes API takes away the end rather than the beginning. So when it was met, fewer lines
 * are read, which cannot meet it.
 *
 * @param options - at the `signal` it gives what has been read
 * @returns `cut`: there may have been lines before
 * @internal
 */
export async function readTail(options: {
  client: Pick<ClusterClient, 'podLog'>;
  namespace: string;
  name: string;
  container: string;
  maxLines: number;
  maxBytes: number;
  signal: AbortSignal;
}): Promise<{ lines: string[]; cut: boolean }> {
  const { client, maxLines, maxBytes, ...log } = options;
  const read = async (tailLines: number) => {
    const lines: string[] = [];
    let bytes = 0;
    for await (const line of client.podLog({
      ...log,
      tailLines,
      limitBytes: maxBytes,
    })) {
      lines.push(line);
      bytes += Buffer.byteLength(line) + 1;
    }
    return { lines, cut: lines.length >= tailLines, full: bytes >= maxBytes };
  };
  const { full, ...all } = await read(maxLines);
  if (!full || log.signal.aborted) {
    return all;
  }
  const { lines } = await read(
    Math.max(1, Math.floor(maxBytes / (LONGEST_PIECE + 1))),
  );
  return { lines, cut: true };
}

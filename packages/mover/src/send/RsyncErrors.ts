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

import { LineSplitter } from '../process/LineSplitter';
import type { FailedFile } from '../types';

const MAX_FILES = 100;
const MAX_MESSAGES = 20;

/** Decodes rsync's `\#ooo`; what is not UTF-8 then stays as rsync wrote it. */
function decodeName(escaped: string): string {
  if (!escaped.includes('\\#')) {
    return escaped;
  }
  const decoded = escaped
    .split(/(\\#[0-7]{3})/)
    .map(part =>
      /^\\#[0-7]{3}$/.test(part)
        ? Buffer.from([parseInt(part.slice(2), 8)])
        : Buffer.from(part),
    );
  const bytes = Buffer.concat(decoded);
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : escaped;
}

/** `rsync: [generator] chown "/data/x" failed: Operation not permitted (1)` and its relatives. */
function parseFailure(
  line: string,
): { action: string; name: string; cause: string } | undefined {
  const text = /^rsync: (?:\[[^\]]*\] )?(.*)$/.exec(line)?.[1];
  if (!text) {
    return undefined;
  }
  const xattr = /^(\w+: \w+)\("(.*)","[^"]*"(?:,\d+)?\) failed: (.*)$/.exec(
    text,
  );
  if (xattr) {
    return { action: xattr[1], name: xattr[2], cause: xattr[3] };
  }
  const rename = /^(rename) ".*" -> "(.*)": ([^"]*)$/.exec(text);
  if (rename) {
    return { action: rename[1], name: rename[2], cause: rename[3] };
  }
  const link = /^(symlink|link) "(.*)" -> ".*" failed: ([^"]*)$/.exec(text);
  if (link) {
    return { action: link[1], name: link[2], cause: link[3] };
  }
  // a name may hold quotes: the last one ends it
  const other =
    /^([^"]*?)(?: failed)?[ (]*"(.*)"\)?(?: \(in \w+\))?(?: failed)?: ([^"]*)$/.exec(
      text,
    );
  return other
    ? { action: other[1].trim(), name: other[2], cause: other[3] }
    : undefined;
}

/** Reads rsync's standard error: which files failed and why, and what ended the transfer. */
export class RsyncErrors {
  private readonly splitter: LineSplitter;
  private readonly roots: string[];
  private readonly names = new Set<string>();
  readonly failedFiles: FailedFile[] = [];
  failedCount = 0;
  vanishedCount = 0;
  /** Attributes that could not be set on something that is not ours, such as the root of the volume. */
  readonly warnings: string[] = [];
  /** Everything that names no file. */
  readonly messages: string[] = [];
  noSpace: string | undefined;
  readOnly: string | undefined;

  /** @param options - `roots` are the volume's folders on both sides, as they appear in messages. */
  constructor(options: { roots: string[] }) {
    this.roots = options.roots.map(root => root.replace(/\/$/, ''));
    this.splitter = new LineSplitter({ onLine: line => this.read(line) });
  }

  push(chunk: Buffer): void {
    this.splitter.push(chunk);
  }

  end(): void {
    this.splitter.end();
  }

  private relative(path: string): string {
    for (const root of this.roots) {
      if (path === root || path === `${root}/.`) {
        return '.';
      }
      if (path.startsWith(`${root}/`)) {
        return path.slice(root.length + 1);
      }
    }
    return path;
  }

  private read(line: string): void {
    const vanished = /^(?:file|directory) has vanished: "(.*)"/.exec(line);
    if (vanished) {
      this.vanishedCount += 1;
      return;
    }
    const failure = parseFailure(line);
    if (
      /No space left on device|Disk quota exceeded/.test(line) &&
      !failure?.action.startsWith('rsync_xal')
    ) {
      this.noSpace ??= line;
      return;
    }
    if (/Read-only file system/.test(line)) {
      this.readOnly ??= line;
    }
    const discarded =
      /^ERROR: (.*) failed verification -- update discarded/.exec(line);
    if (discarded) {
      this.fail(
        this.relative(decodeName(discarded[1])),
        'failed verification: it changed while it was copied, or the network damages data',
      );
    } else if (failure) {
      const path = this.relative(decodeName(failure.name));
      const message = `${failure.action.replace(/ on$/, '')}: ${failure.cause}`;
      const timeOfOthers =
        failure.action.startsWith('failed to set times') &&
        failure.cause.includes('not permitted');
      if (path === '.' || timeOfOthers) {
        this.warn(
          `${
            path === '.' ? 'the root folder of the volume' : path
          }: ${message}`,
        );
      } else {
        this.fail(path, message);
      }
    } else if (
      /^(?:cannot delete non-empty directory|IO error encountered)/.test(line)
    ) {
      this.warn(line);
    } else if (line.trim() && this.messages.length < MAX_MESSAGES) {
      this.messages.push(line);
    }
  }

  private warn(message: string): void {
    if (this.warnings.length < MAX_MESSAGES) {
      this.warnings.push(message);
    }
  }

  private fail(path: string, message: string): void {
    if (this.names.has(path)) {
      return;
    }
    this.failedCount += 1;
    if (this.failedFiles.length < MAX_FILES) {
      this.names.add(path);
      this.failedFiles.push({ path, message });
    }
  }
}

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

import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Everything about a folder that a copy must keep, one line an entry: type, mode, owner, time in nanoseconds, content,
 * target, and which names are the same file. Names are shown as bytes.
 */
export function describeTree(
  root: string,
  options: { owner: boolean } = { owner: true },
): string[] {
  const lines: string[] = [];
  const inodes = new Map<string, string>();
  const walk = (folder: Buffer, prefix: Buffer): void => {
    for (const name of readdirSync(folder, { encoding: 'buffer' }).sort(
      Buffer.compare,
    )) {
      const path = Buffer.concat([folder, Buffer.from('/'), name]);
      const relative = prefix.length
        ? Buffer.concat([prefix, Buffer.from('/'), name])
        : name;
      const stats = lstatSync(path, { bigint: true });
      const shown = JSON.stringify(relative.toString('latin1'));
      const parts = [
        shown,
        (stats.mode as bigint).toString(8),
        String(stats.mtimeNs),
      ];
      if (options.owner) {
        parts.push(`${stats.uid}:${stats.gid}`);
      }
      if (stats.isFile()) {
        parts.push(
          String(stats.size),
          createHash('sha256').update(readFileSync(path)).digest('hex'),
        );
        const inode = `${stats.dev}:${stats.ino}`;
        parts.push(`=${inodes.get(inode) ?? 'first'}`);
        inodes.set(inode, inodes.get(inode) ?? shown);
      } else if (stats.isSymbolicLink()) {
        parts.push(`-> ${readlinkSync(path)}`);
      }
      lines.push(parts.join(' '));
      if (stats.isDirectory()) {
        walk(path, relative);
      }
    }
  };
  walk(Buffer.from(root), Buffer.alloc(0));
  return lines;
}

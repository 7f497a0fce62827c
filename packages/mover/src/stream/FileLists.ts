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

import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PathFilter, type PathFilters } from '../filter/PathFilter';

/** A small file is as much work as so many bytes. */
const FILE_WEIGHT = 32 * 1024;
const FLUSH_BYTES = 64 * 1024;

/**
 * Files of one folder stay in one list until it is so much ahead of the others. Two `tar` that make the same folder at the same
 * moment get in each other's way: GNU tar 1.34 gives a file up when another process makes its folder between two looks at it.
 */
const MOST_APART = 16 * 2 ** 20;

/** Files that one stream may carry. */
export interface FileList {
  /** Where their names below the volume are, each with a NUL at its end. */
  names: string[];
  files: number;
  /** Sum of their sizes. */
  bytes: number;
}

interface OpenList extends FileList {
  descriptor: number;
  /** A latin1 string of bytes. */
  waiting: string;
}

/**
 * The regular files of a volume in several lists of about the same work, written while the volume is scanned. They lie in
 * the scratch folder: a volume has more names than a pod has memory.
 */
export class FileLists {
  private readonly lists: OpenList[];
  private readonly filter?: PathFilter;
  private failed = false;
  private last: { list?: OpenList; folder?: string } = {};

  /** @param options - `count`: how many lists */
  constructor(options: {
    runDir: string;
    filters: PathFilters;
    count: number;
  }) {
    const { runDir, filters, count } = options;
    if (filters.exclude.length) {
      this.filter = new PathFilter(filters);
    }
    this.lists = Array.from({ length: count }, (_, i) => {
      const file = join(runDir, `files-${i}`);
      return {
        names: [file],
        files: 0,
        bytes: 0,
        descriptor: openSync(file, 'w', 0o600),
        waiting: '',
      };
    });
  }

  /** @param path - of a regular file, below the volume's root, a latin1 string of bytes; a file with several names once */
  add(path: string, size: number): void {
    if (this.failed || this.filter?.excludesWithFolders(path)) {
      return;
    }
    const weight = ({ bytes, files }: FileList) => bytes + files * FILE_WEIGHT;
    const lightest = this.lists.reduce((a, b) =>
      weight(b) < weight(a) ? b : a,
    );
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const { list: last } = this.last;
    const list =
      last &&
      folder === this.last.folder &&
      weight(last) - weight(lightest) < MOST_APART
        ? last
        : lightest;
    this.last = { list, folder };
    list.files += 1;
    list.bytes += size;
    list.waiting += `./${path}\0`;
    if (list.waiting.length >= FLUSH_BYTES) {
      this.flush(list);
    }
  }

  /** All lists that have something; none when they could not be written. */
  close(): FileList[] {
    for (const list of this.lists) {
      this.flush(list);
      closeSync(list.descriptor);
    }
    return this.failed
      ? []
      : this.lists
          .filter(({ files }) => files > 0)
          .map(({ names, files, bytes }) => ({ names, files, bytes }));
  }

  private flush(list: OpenList): void {
    try {
      writeSync(list.descriptor, Buffer.from(list.waiting, 'latin1'));
    } catch {
      // the scratch folder is full: rsync needs no list
      this.failed = true;
    }
    list.waiting = '';
  }
}

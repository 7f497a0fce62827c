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
import { spawn } from 'node:child_process';
import type { LossKind } from '../inspect/VolumeInspection';
import { findProgram } from '../process/findProgram';

/**
 * Both cannot be copied: the label belongs to the cluster, and the others are what a file system makes of its own.
 */
const NEVER = /^(?:security\.selinux|system\.(?!posix_acl_))/;
/** Of one command line; `xargs` alone would cut it into many. */
const MOST_CHARACTERS = 1_000_000;
const UNPRIVILEGED = /^(?:user\.|system\.posix_acl_)/;

function unescapeName(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal) =>
    String.fromCharCode(parseInt(octal, 8)),
  );
}

/** Reads getfattr's output, which names only files that have attributes. */
function parse(
  output: string,
  compares: (name: string) => boolean,
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let attributes: string[] = [];
  for (const line of output.split('\n')) {
    if (line.startsWith('# file: ')) {
      attributes = [];
      found.set(unescapeName(line.slice('# file: '.length)), attributes);
    } else if (line) {
      const name = unescapeName(line.split('=', 1)[0]);
      if (compares(name)) {
        attributes.push(line);
      }
    }
  }
  return found;
}

/** Whether this image has what reads extended attributes. */
export function canReadAttributes(): boolean {
  return ['getfattr', 'xargs'].every(tool => findProgram(tool) !== undefined);
}

/** Each file's attributes as getfattr writes them; files by their paths. */
async function runGetfattr(
  root: string,
  paths: string[],
  options: { compares: (name: string) => boolean; signal: AbortSignal },
): Promise<Map<string, string[]>> {
  if (paths.length === 0) {
    return new Map();
  }
  const child = spawn(
    'xargs',
    [
      ...['-0', '-s', String(MOST_CHARACTERS), 'getfattr'],
      ...['-h', '-d', '-m', '-', '-e', 'hex', '--absolute-names', '--'],
    ],
    {
      // the shorter the names, the less work
      cwd: Buffer.from(root, 'latin1').toString(),
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C' },
      signal: options.signal,
    },
  );
  const chunks: Buffer[] = [];
  child.stdout.on('data', chunk => chunks.push(chunk));
  // it may end before it has read everything
  child.stdin.on('error', () => {});
  child.stdin.end(Buffer.from(`${paths.join('\0')}\0`, 'latin1'));
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    // an entry that is gone meanwhile makes it end with another code than 0
    child.on('close', () => resolve());
  });
  options.signal.throwIfAborted();
  return parse(Buffer.concat(chunks).toString('latin1'), options.compares);
}

/**
 * Names of the extended attributes of some entries, ACLs among them.
 *
 * @param paths - below `root`, bytes as latin1 strings
 * @returns those that have some, by their paths
 */
export async function listAttributes(
  root: string,
  paths: string[],
  options: { signal: AbortSignal },
): Promise<Map<string, string[]>> {
  const found = await runGetfattr(root, paths, {
    ...options,
    compares: name => !NEVER.test(name),
  });
  return new Map(
    [...found].map(([file, attributes]) => [
      file,
      attributes.map(line => unescapeName(line.split('=', 1)[0])),
    ]),
  );
}

/**
 * Digests of the extended attributes of some entries, ACLs among them. Node cannot read them: `getfattr` can, and takes
 * names of any bytes from `xargs`.
 *
 * @param paths - below `root`, bytes as latin1 strings
 * @param options - `userOnly`: those that a user may set who is not root; `lacks`: kinds that count for nothing
 * @returns a digest for each path that has attributes
 */
export async function readAttributes(
  root: string,
  paths: string[],
  options: {
    userOnly: boolean;
    lacks?: readonly LossKind[];
    signal: AbortSignal;
  },
): Promise<Map<string, string>> {
  const { userOnly, lacks = [], signal } = options;
  if (lacks.includes('acl') && lacks.includes('xattr')) {
    return new Map();
  }
  const found = await runGetfattr(root, paths, {
    signal,
    compares: name =>
      (userOnly ? UNPRIVILEGED.test(name) : !NEVER.test(name)) &&
      !lacks.includes(name.startsWith('system.') ? 'acl' : 'xattr'),
  });
  const digests = new Map<string, string>();
  for (const [file, attributes] of found) {
    if (attributes.length > 0) {
      digests.set(
        file,
        createHash('sha256')
          .update(attributes.sort().join('\n'))
          .digest('hex')
          .slice(0, 32),
      );
    }
  }
  return digests;
}

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

/** What an entry is, as `ls` and rsync write it. */
export type EntryType = 'f' | 'd' | 'l' | 'p' | 's' | 'c' | 'b';

/**
 * One entry of a volume, as both sides compare it. Names are bytes, kept as latin1 strings: one character is one byte.
 * A field that is not compared is `-`.
 */
export interface ManifestEntry {
  /** Below the volume's root. */
  path: string;
  type: EntryType;
  /** Permissions, octal. */
  mode: string;
  uid: string;
  gid: string;
  /** Apparent size of a regular file. */
  size: string;
  /** Nanoseconds, or seconds where the target keeps no more. */
  mtime: string;
  /** Digest of the first path of the same file, for all names of it but the first. */
  hardLink: string;
  /** Digest of the extended attributes, ACLs among them. */
  attributes: string;
  /** Digest of the content, or `!` and the cause why it could not be read. */
  content: string;
  /** Of a symbolic link; of a device its number. */
  target: string;
}

/** What can differ between two entries of the same path, in the order of the line. */
export const MANIFEST_FIELDS = [
  'type',
  'mode',
  'uid',
  'gid',
  'size',
  'mtime',
  'hardLink',
  'attributes',
  'content',
  'target',
] as const;

function escape(bytes: string): string {
  return /^[!-$&-~]*$/.test(bytes)
    ? bytes
    : bytes.replace(
        /[^!-$&-~]/g,
        byte => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
      );
}

function unescape(text: string): string {
  return text.replace(/%([0-9a-f]{2})/g, (_, hex) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}

/** An entry as one line of ASCII without its newline. */
export function encodeEntry(entry: ManifestEntry): string {
  const { type, mode, uid, gid, size, mtime } = entry;
  const { hardLink, attributes, content, target, path } = entry;
  // in the order of MANIFEST_FIELDS; an empty target would be an empty word
  return `${type} ${mode} ${uid} ${gid} ${size} ${mtime} ${hardLink} ${attributes} ${content} ${
    escape(target) || '-'
  } ${escape(path)}`;
}

/** Reads {@link encodeEntry}; `undefined` when it is no such line. */
export function decodeEntry(line: string): ManifestEntry | undefined {
  const words = line.split(' ');
  if (words.length !== MANIFEST_FIELDS.length + 1) {
    return undefined;
  }
  const entry = { path: unescape(words[MANIFEST_FIELDS.length]) } as Record<
    string,
    string
  >;
  MANIFEST_FIELDS.forEach((field, index) => {
    entry[field] = words[index];
  });
  entry.target = unescape(entry.target);
  return entry as unknown as ManifestEntry;
}

/**
 * The order of a manifest: a folder, then what is in it, names by their bytes.
 * @returns below zero when `a` comes first
 */
export function comparePaths(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  // no name holds it, and it comes before all that names hold
  return a.replace(/\//g, '\0') < b.replace(/\//g, '\0') ? -1 : 1;
}

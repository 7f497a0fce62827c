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

import { MoverError } from '../errors/MoverError';
import type { LossKind } from '../inspect/VolumeInspection';

/** What a receiver says about itself. */
export interface ReceiverHello {
  /** Of the requests between sender and receiver. */
  version: 1;
  uid: number;
  /** Its groups. */
  gids: number[];
  /** What it cannot keep of any file, or shall not. */
  lacks: LossKind[];
  /** Whether the volume keeps times to the nanosecond. */
  nanoseconds: boolean;
  /** Whether it can read extended attributes, to compare them. */
  attributes: boolean;
  /** As it appears in rsync's messages. */
  dataDir: string;
  /** It can unpack archives: it has GNU tar. */
  archives: boolean;
  /** It can unpack compressed ones. */
  zstd: boolean;
  /** The volume holds nothing now. */
  empty: boolean;
  /** The volume is a raw device of so many bytes. */
  device?: { size: number };
}

/**
 * Reads the answer to `hello`.
 * @returns the receiver, and the free bytes of its volume if it knows them
 * @throws MoverError `CONFIG_INVALID` when something else answers
 */
export function parseHello(line: string): {
  hello: ReceiverHello;
  freeBytes?: number;
} {
  const match = /^(\d+|-) (empty|used) (\{.*\})$/.exec(line.trim());
  try {
    const hello = JSON.parse(match?.[3] ?? '') as ReceiverHello;
    if (hello.version === 1) {
      return {
        hello: { ...hello, empty: match?.[2] === 'empty' },
        freeBytes: match?.[1] === '-' ? undefined : Number(match?.[1]) * 1024,
      };
    }
  } catch {
    // said below
  }
  throw new MoverError({
    code: 'CONFIG_INVALID',
    message: `The receiver answers in a way that this sender does not know: ${JSON.stringify(
      line.slice(0, 200),
    )}`,
    hint: 'Use the same mover image on both sides.',
  });
}

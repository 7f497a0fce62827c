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

import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { MoverError } from '../errors/MoverError';

/** Paths of the files that both sides prove themselves with. */
export interface TlsFiles {
  ca: string;
  cert: string;
  key: string;
}

/**
 * The files of a `kubernetes.io/tls` Secret with its CA.
 * @throws MoverError `CONFIG_INVALID` when one is missing or cannot be read
 */
export async function tlsFiles(dir: string): Promise<TlsFiles> {
  const files = {
    ca: join(dir, 'ca.crt'),
    cert: join(dir, 'tls.crt'),
    key: join(dir, 'tls.key'),
  };
  for (const file of Object.values(files)) {
    try {
      await access(file, constants.R_OK);
    } catch (error) {
      throw new MoverError({
        code: 'CONFIG_INVALID',
        message: `The TLS file ${file} cannot be read: ${
          (error as Error).message
        }`,
        hint: 'Mount a Secret with ca.crt, tls.crt and tls.key at --tls, readable by the pod’s user.',
      });
    }
  }
  return files;
}

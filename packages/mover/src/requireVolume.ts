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

import { stat } from 'node:fs/promises';
import { MoverError } from './errors/MoverError';

/**
 * Makes sure that the volume is there at all.
 * @throws MoverError `CONFIG_INVALID`
 */
export async function requireVolume(dataDir: string): Promise<void> {
  const isDirectory = await stat(dataDir).then(
    stats => stats.isDirectory(),
    () => false,
  );
  if (!isDirectory) {
    throw new MoverError({
      code: 'CONFIG_INVALID',
      message: `--data: ${dataDir} is not a folder in this pod`,
      hint: 'Mount the volume there.',
    });
  }
}

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

import { access, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MoverError } from '../errors/MoverError';
import { EXCLUDED } from '../filter/excluded';

/** In the scratch folder, which outlives a restart of the container: what is on the volume since then is ours. */
const FOUND_EMPTY = 'found-empty';

/**
 * Makes sure, before anything is written, that a volume of somebody else holds nothing.
 *
 * @throws MoverError `TARGET_VOLUME_EXISTS` when it does
 */
export async function requireEmpty(
  dataDir: string,
  runDir: string,
): Promise<void> {
  const mark = join(runDir, FOUND_EMPTY);
  const seen = await access(mark).then(
    () => true,
    () => false,
  );
  if (seen) {
    return;
  }
  const names = (await readdir(dataDir)).filter(
    name => !EXCLUDED.includes(name),
  );
  if (names.length) {
    throw new MoverError({
      code: 'TARGET_VOLUME_EXISTS',
      message: `The target volume is not empty and was not made by this plan: it holds ${JSON.stringify(
        names[0],
      )}${names.length > 1 ? ` and ${names.length - 1} more` : ''}`,
      hint: "Choose another targetName, or set the volume's existing to reuse (write into it) or mirror (also delete what the source does not have).",
    });
  }
  await writeFile(mark, '');
}

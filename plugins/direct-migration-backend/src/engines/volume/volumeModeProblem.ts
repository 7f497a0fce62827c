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

import type { PersistentVolumeClaim } from '../../kubernetes/clientNode';

/**
 * Why a volume cannot have the mode that is asked for; `undefined` when it can. A file system cannot become a device by copying
 * its files, nor a device a file system by copying its bytes.
 *
 * @internal
 */
export function volumeModeProblem(
  source: PersistentVolumeClaim,
  asked: string | undefined,
): { code: string; message: string; hint: string } | undefined {
  const mode = source.spec?.volumeMode ?? 'Filesystem';
  return asked === undefined || asked === mode
    ? undefined
    : {
        code: 'VOLUME_MODE_MISMATCH',
        message: `The volume mode asked for is ${asked}, and the source's is ${mode}: one cannot be made from the other`,
        hint: `Ask for ${mode}, or leave volumeMode out.`,
      };
}

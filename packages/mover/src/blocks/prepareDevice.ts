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

import type { PreparedVolume } from '../receive/prepareVolume';
import { openDevice } from './openDevice';

/**
 * Looks at a raw device that is to be written.
 * @returns what a receiver says of its volume; there is nothing to tidy up
 * @throws MoverError `PERMISSION_DENIED`, `TARGET_READ_ONLY`, `DEVICE_FAILED`, `CONFIG_INVALID`
 */
export async function prepareDevice(path: string): Promise<PreparedVolume> {
  const { handle, size } = await openDevice(path, 'r+');
  await handle.close();
  return {
    device: { size },
    nanoseconds: true,
    lacks: [],
    tidy: async () => {},
  };
}

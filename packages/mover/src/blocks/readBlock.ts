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

import { deviceError, type Device } from './openDevice';

/**
 * Fills a buffer from a place of a device.
 * @throws MoverError `DEVICE_FAILED`, also when the device ends before
 */
export async function readBlock(
  { handle }: Device,
  path: string,
  block: Buffer,
  position: number,
): Promise<Buffer> {
  try {
    for (let done = 0; done < block.length; ) {
      const { bytesRead } = await handle.read(
        block,
        done,
        block.length - done,
        position + done,
      );
      if (bytesRead === 0) {
        throw new Error(`it ends at byte ${position + done}`);
      }
      done += bytesRead;
    }
    return block;
  } catch (error) {
    throw deviceError(error, path);
  }
}

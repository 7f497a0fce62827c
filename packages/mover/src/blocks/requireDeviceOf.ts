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
import type { ReceiverHello } from '../tunnel/hello';

/**
 * Makes sure that the receiver can take a whole device in.
 * @param size - of the source, in bytes
 * @throws MoverError `CONFIG_INVALID`, `TARGET_TOO_SMALL`
 */
export function requireDeviceOf(hello: ReceiverHello, size: number): void {
  if (!hello.device) {
    throw new MoverError({
      code: 'CONFIG_INVALID',
      message: 'The source is a raw device, and the target is none',
      hint: 'Both volumes need volumeMode Block.',
    });
  }
  if (hello.device.size < size) {
    throw new MoverError({
      code: 'TARGET_TOO_SMALL',
      message: `The target device has ${hello.device.size} bytes, and the source has ${size}`,
      hint: 'Ask for a larger target volume: storage may round sizes, and the target must not be smaller by a single byte.',
    });
  }
}

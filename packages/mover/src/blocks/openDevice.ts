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

import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { MoverError } from '../errors/MoverError';

/** Bytes; no device is larger. */
const TOO_LARGE = 2 ** 50;

/** A raw device, or a file that stands for one. */
export interface Device {
  handle: FileHandle;
  /** In bytes. */
  size: number;
}

/**
 * Opens a device.
 * @param mode - `r`: read it; `r+`: write it too
 * @throws MoverError `PERMISSION_DENIED`, `TARGET_READ_ONLY`, `NO_SPACE`, `DEVICE_FAILED`, `CONFIG_INVALID`
 */
export async function openDevice(
  path: string,
  mode: 'r' | 'r+',
): Promise<Device> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, mode);
    const stats = await handle.stat();
    if (!stats.isFile() && !stats.isBlockDevice()) {
      throw new MoverError({
        code: 'CONFIG_INVALID',
        message: `--data: ${path} is no device`,
        hint: 'Leave --device out for a volume with a file system.',
      });
    }
    return {
      handle,
      size: stats.isFile() ? stats.size : await sizeOf(handle),
    };
  } catch (error) {
    await handle?.close();
    throw deviceError(error, path);
  }
}

/** A device has no size in its attributes, and where the system keeps it is not seen in every pod: it ends where nothing can be read. */
async function sizeOf(handle: FileHandle): Promise<number> {
  const buffer = Buffer.alloc(1);
  const exists = async (offset: number) =>
    (await handle.read(buffer, 0, 1, offset)).bytesRead === 1;
  let below = 0;
  let above = 2 ** 20;
  while (above < TOO_LARGE && (await exists(above))) {
    below = above;
    above *= 2;
  }
  if (!(await exists(0))) {
    return 0;
  }
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (await exists(middle)) {
      below = middle;
    } else {
      above = middle;
    }
  }
  return above;
}

/** Why a device cannot be read or written, for the person who must act. */
export function deviceError(error: unknown, path: string): MoverError {
  if (error instanceof MoverError) {
    return error;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new MoverError({
        code: 'PERMISSION_DENIED',
        message: `The raw device at ${path} cannot be opened: ${message} (the pod runs as uid ${process.getuid?.()})`,
        hint: 'Raw devices belong to root: run the pod as root, or let the container runtime give devices to the pod’s user (device_ownership_from_security_context).',
      });
    case 'EROFS':
      return new MoverError({
        code: 'TARGET_READ_ONLY',
        message: `The raw device at ${path} cannot be written: ${message}`,
        hint: 'Check the claim’s access modes and the storage’s health.',
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return new MoverError({
        code: 'NO_SPACE',
        message: `The raw device at ${path} cannot take more: ${message}`,
        hint: 'Its storage is provisioned thinly and is full: enlarge it.',
      });
    default:
      return new MoverError({
        code: 'DEVICE_FAILED',
        message: `The raw device at ${path} fails: ${message}`,
        hint: 'Check the storage’s health, and the node’s kernel log.',
      });
  }
}

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

import { execFile } from 'node:child_process';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MoverError } from '../errors/MoverError';
import { requireVolume } from '../requireVolume';
import { TEMP_DIR } from '../filter/excluded';
import type { LossKind } from '../inspect/VolumeInspection';
import { fileSystemLacks } from './fileSystemLacks';

const run = promisify(execFile);

/**
 * Removes a folder without a trace: the time of the folder that it lies in stays as it is, to the nanosecond, which
 * `touch` can do and Node cannot. Where the time is not ours to set it is not ours to keep.
 */
async function removeQuietly(
  dir: string,
  options: { parent: string; runDir: string },
): Promise<void> {
  const reference = join(options.runDir, 'root-time');
  const noted = await run('touch', ['-r', options.parent, reference]).then(
    () => true,
    () => false,
  );
  await rm(dir, { recursive: true, force: true });
  if (noted) {
    await run('touch', ['-r', reference, options.parent]).catch(() => {});
  }
}

/** Some file systems cut times. */
async function keepsNanoseconds(dir: string): Promise<boolean> {
  const file = join(dir, 'time');
  try {
    await run('touch', ['-d', '@1000000000.123456789', file]);
    return (
      (await stat(file, { bigint: true })).mtimeNs ===
      1_000_000_000_123_456_789n
    );
  } catch {
    return false;
  } finally {
    await rm(file, { force: true });
  }
}

/** A volume that can be written. */
export interface PreparedVolume {
  /** Whether it keeps times to the nanosecond. */
  nanoseconds: boolean;
  /** What it cannot keep of any file. */
  lacks: LossKind[];
  /** It is a raw device. */
  device?: { size: number };
  /** Removes the folder for temporary files. */
  tidy(): Promise<void>;
}

/**
 * Makes sure that the volume can be written, and removes what an earlier receiver may have left.
 * @throws MoverError `CONFIG_INVALID`, `PERMISSION_DENIED`, `TARGET_READ_ONLY`, `NO_SPACE`
 */
export async function prepareVolume(
  dataDir: string,
  runDir: string,
): Promise<PreparedVolume> {
  await requireVolume(dataDir);
  const tempDir = join(dataDir, TEMP_DIR);
  const rootBefore = await stat(dataDir);
  try {
    await rm(tempDir, { recursive: true, force: true });
    await mkdir(tempDir, { mode: 0o700 });
  } catch (error) {
    throw volumeError(error as NodeJS.ErrnoException, dataDir, rootBefore.uid);
  }
  return {
    nanoseconds: await keepsNanoseconds(tempDir),
    lacks: await fileSystemLacks(tempDir),
    tidy: () => removeQuietly(tempDir, { parent: dataDir, runDir }),
  };
}

function volumeError(
  error: NodeJS.ErrnoException,
  dataDir: string,
  owner: number,
): MoverError {
  const message = `The target volume cannot be written at ${dataDir}: ${error.message}`;
  switch (error.code) {
    case 'EROFS':
      return new MoverError({
        code: 'TARGET_READ_ONLY',
        message,
        hint: 'The volume is mounted read-only: check the claim’s access modes and the storage’s health.',
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return new MoverError({
        code: 'NO_SPACE',
        message,
        hint: 'The target volume is full. Use a larger claim, or empty it.',
      });
    default:
      return new MoverError({
        code: 'PERMISSION_DENIED',
        message: `${message} (the pod runs as uid ${process.getuid?.()}, the volume belongs to uid ${owner})`,
        hint: 'Set fsGroup or runAsUser in the pod’s security context so that it may write the volume, or run it as root.',
      });
  }
}

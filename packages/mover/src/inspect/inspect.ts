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
import type { PathFilters } from '../filter/PathFilter';
import type { Reporter } from '../output/Reporter';
import { requireVolume } from '../requireVolume';
import type { MoverResult } from '../types';
import { inspectVolume } from './inspectVolume';

/** The arguments of `mover inspect`. */
export interface InspectOptions {
  dataDir: string;
  /** Whom the receiver will run as; 0 is root, who keeps everything. */
  targetUid: number;
  /** The groups of the receiver. */
  targetGids: number[];
  filters: PathFilters;
  /** Seconds after which it says what it has seen so far. */
  maxSeconds: number;
  signal: AbortSignal;
  reporter: Reporter;
}

/**
 * Says what is on a volume, and what of it a receiver could not keep.
 * @throws MoverError `CONFIG_INVALID`, `PERMISSION_DENIED`
 */
export async function inspect(
  options: InspectOptions,
): Promise<Omit<MoverResult, 'type' | 'time'>> {
  options.reporter.phase('scanning');
  await requireVolume(options.dataDir);
  try {
    const result = await inspectVolume(options.dataDir, {
      keeps: { uid: options.targetUid, gids: options.targetGids, lacks: [] },
      filters: options.filters,
      signal: options.signal,
      deadline: performance.now() + options.maxSeconds * 1000,
    });
    return { status: 'succeeded', exitCode: 0, result };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') {
      throw new MoverError({
        code: 'PERMISSION_DENIED',
        message: `The volume may not be read as uid ${process.getuid?.()}`,
        hint: 'Run the source’s pod as root or as the application’s user: options.volumes.sourcePod.runAsUser.',
      });
    }
    throw error;
  }
}

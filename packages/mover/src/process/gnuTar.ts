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

import { spawnSync } from 'node:child_process';
import { childEnvironment } from './childEnvironment';
import { findProgram } from './findProgram';

/**
 * The path of GNU tar, undefined where there is none: no other tar has the options for times to the nanosecond, sparse
 * files and progress. A path, as the shell of busybox takes its own tar for the bare name, whatever else is in `PATH`
 * (https://busybox.net/FAQ.html, "standalone shell").
 */
export function gnuTar(): string | undefined {
  const path = findProgram('tar');
  if (!path) {
    return undefined;
  }
  const { stdout } = spawnSync(path, ['--version'], {
    env: childEnvironment('/'),
    encoding: 'utf8',
  });
  return /GNU tar/.test(stdout ?? '') ? path : undefined;
}

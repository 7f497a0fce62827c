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

import type { Loss, LossKind } from './VolumeInspection';
import { displayName } from '../verify/displayName';
import { LOSS_KINDS } from './losses';

const MAX_EXAMPLES = 3;
/** Eight kinds with their examples are to fit into a termination message. */
const MAX_NAME = 100;

/** Counts what is lost, with a few examples of each kind. */
export class LossTally {
  private readonly found = new Map<LossKind, Loss>();

  /** @param path - bytes as a latin1 string */
  add(kind: LossKind, path: string): void {
    const loss = this.found.get(kind) ?? { kind, count: 0, examples: [] };
    this.found.set(kind, loss);
    loss.count += 1;
    if (loss.examples.length < MAX_EXAMPLES) {
      const name = displayName(path);
      loss.examples.push(
        name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name,
      );
    }
  }

  get losses(): Loss[] {
    return LOSS_KINDS.flatMap(kind => this.found.get(kind) ?? []);
  }
}
